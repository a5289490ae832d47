// A document is read here, sent to the server on this machine, and comes back with a verdict on each formula.
import { check } from "./checking/checking.js";

const form = document.getElementById("check");
const said = document.getElementById("said");
const LARGEST = 1 << 20;

function send(text, name) {
  if (text.length > LARGEST) {
    said.textContent = `${name} has ${text.length} characters, ${LARGEST} are read at most; check it by the command: lemmata check ${name}`;
    return;
  }
  check("api/annotate/parts", { text, name }, name, said, document.getElementById("checked"));
}

const read = async (file) => {
  const bytes = await file.arrayBuffer();
  send(new TextDecoder("utf-8").decode(bytes), file.name.replace(/[/\\\x00-\x1f]/g, "_"));
};
document.getElementById("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file) read(file);
  event.target.value = ""; // the same one, changed, can be chosen again
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = document.getElementById("text").value;
  if (text.trim()) send(text, "your text.md");
});
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => event.relatedTarget ?? form.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
});
