// A document is read here, sent to the server on this machine, and comes back with a verdict on each formula.
import { ask, make } from "./dom.js";
import { showAll, words } from "./math.js";
import { know } from "./panel.js";

const form = document.getElementById("check");
const said = document.getElementById("said");
const checked = document.getElementById("checked");
const seconds = make("p", { class: "quiet" });
const LARGEST = 1 << 20;
const SEEN = ["refuted", "failed", "flagged", "conditional", "undecided", "unreadable", "proved", "agrees", "definition", "condition", "notation"];

async function check(text, name) {
  if (text.length > LARGEST) {
    said.textContent = `${name} has ${text.length} characters, ${LARGEST} are read at most; check it by the command: lemmata check ${name}`;
    return;
  }
  const began = performance.now();
  said.textContent = `Checking ${name} …`;
  const clock = setInterval(() => { // one long wait, not a word a second for those who listen
    seconds.textContent = `${Math.round((performance.now() - began) / 1000)} s`;
  }, 1000);
  checked.replaceChildren(seconds);
  seconds.textContent = "";
  try {
    const found = await ask("api/annotate", { text, name });
    show(found, name, performance.now() - began);
  } catch (error) {
    said.replaceChildren(make("span", { class: "error" }, error.message.replace(/^<text>\//, "")));
  } finally {
    clearInterval(clock);
    seconds.remove();
  }
}

/** The values of a counterexample on one line. */
const at = (values) => (Object.keys(values).length ? make("div", {}, make("code", {}, Object.entries(values).map(([name, value]) => `${name} = ${value}`).join(", "))) : "");

function show(found, name, milliseconds) {
  const wrong = found.issues.length, count = Object.keys(found.rows).length;
  const open = (found.summary.unreadable ?? 0) + (found.summary.undecided ?? 0);
  const what = !count && !wrong ? "there is no formula in it"
    : [`${count} ${count === 1 ? "formula" : "formulas"}`, wrong ? `${wrong} ${wrong > 1 ? "things" : "thing"} to look at` : "none is wrong",
      open && `${open} not understood or not decided`].filter(Boolean).join(", ");
  said.textContent = `${name}: ${what} (${(milliseconds / 1000).toFixed(1)} s)`;
  const tally = make("p", { class: "tally" }, SEEN.filter((verdict) => found.summary[verdict]).flatMap((verdict) => [make("span", { class: `verdict ${verdict}` }, `${found.summary[verdict]} ${verdict}`), " "]));
  const issues = make("ol", { class: "issues", "aria-label": "What to look at" }, found.issues.map((issue) => make("li", {},
    make("span", { class: `verdict ${issue.verdict}` }, issue.verdict), " ",
    issue.number == null ? `line ${issue.line}` : make("a", { href: `#formula-${issue.number}` }, `${issue.cell ? `cell ${issue.cell}, ` : ""}line ${issue.line}`),
    " ", words(issue.message), at(issue.counterexample), issue.hint && make("div", { class: "quiet" }, words(issue.hint)))));
  const page = make("article", { "data-panels": "checked" });
  page.innerHTML = found.html; // made by the server, in which a document's own HTML is text
  know("checked", found.rows);
  checked.replaceChildren(tally, wrong ? issues : "", page);
  showAll(page);
}

const read = async (file) => {
  const bytes = await file.arrayBuffer();
  check(new TextDecoder("utf-8").decode(bytes), file.name.replace(/[/\\\x00-\x1f]/g, "_"));
};
document.getElementById("file").addEventListener("change", (event) => event.target.files[0] && read(event.target.files[0]));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = document.getElementById("text").value;
  if (text.trim()) check(text, "your text.md");
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
