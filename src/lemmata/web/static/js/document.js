// A large document of the reader's: it is shown at once, and its marks come as they are found.
import { check } from "./checking/checking.js";

const place = document.getElementById("checked"), name = place.dataset.checking;
const path = `checking/${name.split("/").map(encodeURIComponent).join("/")}`;
check(path, undefined, name, document.getElementById("said"), place);
