// What every page has: formulas that can be opened, search, light and dark, tabs, copies, progress.
import { copyable } from "./copy.js";
import { map } from "./map.js";
import { showAll } from "./math.js";
import { panels } from "./panel.js";
import { say } from "./dom.js";
import { mark } from "./progress.js";
import { search } from "./search.js";
import { allSteps } from "./steps.js";
import { starting } from "./starting.js";
import { tabs } from "./tabs.js";

if (matchMedia("(max-width: 62rem)").matches) document.getElementById("contents")?.removeAttribute("open");
const contents = document.getElementById("contents"), current = contents?.querySelector("[aria-current]");
// Not scrollIntoView: from there the keyboard would go on, past all that stands before.
if (current) contents.scrollTop = current.offsetTop + current.offsetHeight - contents.clientHeight / 2;
document.getElementById("theme").addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
  say(theme);
});
showAll();
search();
allSteps();
document.querySelectorAll("[data-tabs='']").forEach((element) => tabs(element));
copyable();
mark();
panels();
document.querySelectorAll("svg.map").forEach(map);
starting();
document.documentElement.dataset.ready = "";
