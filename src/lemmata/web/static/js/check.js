// A document is read here, sent to the server on this machine, and comes back with a verdict on each formula.
import { check } from "./checking/checking.js";
import { make } from "./dom.js";

const form = document.getElementById("check");
const said = document.getElementById("said");
const LARGEST = 1 << 20;
const READ = document.getElementById("file").accept.split(",");

function send(text, name) {
  if (!READ.some((suffix) => name.toLowerCase().endsWith(suffix))) {
    return refuse(`${name} can’t be read here: take Markdown, a notebook, LaTeX or plain text (${READ.join(", ")})`);
  }
  if (text.length > LARGEST) {
    return refuse(`${name} has ${text.length} characters, ${LARGEST} are read at most; check it by the command: lemmata check ${name}`);
  }
  check("api/annotate/parts", { text, name }, name, said, document.getElementById("checked"));
}

const refuse = (why) => said.replaceChildren(make("span", { class: "error" }, why));

/** The text of a file, as it was saved: what is no UTF-8 comes from older programs. */
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes);
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return new TextDecoder(first === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const read = async (file) => {
  send(decoded(await file.arrayBuffer()), file.name.replace(/[/\\\x00-\x1f]/g, "_"));
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
