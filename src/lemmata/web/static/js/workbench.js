// The workbench: a formula of the reader's own, read as it is typed; all of the state stands in the address.
import { copyable } from "./copy.js";
import { ask, later, make, state, to } from "./dom.js";
import { tex } from "./math.js";
import { leave } from "./stability/tab.js";
import { waiting } from "./starting.js";
import { tabs } from "./tabs.js";
import { fault } from "./workbench/fault.js";
import * as makers from "./workbench/makers.js";

const FIELDS = ["formula", "variables", "other", "wrt", "order", "layout", "target", "of"];
const INSIDE = { check: ".verdict-of", derivative: ".derived", code: ".coded", picture: "figure", data: ".mine" }; // beside what is chosen there
const form = document.getElementById("workbench");
const field = (name) => form.elements[name];
const place = (id) => document.getElementById(`bench-${id}`);
const read = document.getElementById("read");
let known = null; // how the formula was read
let running = null; // what is asked for now, to be given up when something else is typed
const done = new Map(); // for each tab, for which state it was filled

const values = () => Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim()]));
const remember = () => {
  const { order, target, of, wrt, ...texts } = values();
  state.set({ ...texts, wrt: !known ? state.get("wrt") : wrt === known.first ? "" : wrt, order: order === "1" ? "" : order,
    target: target === "numpy" ? "" : target, of: of === "value" ? "" : of });
};

/** What can be taken along: a notebook, a link. */
function offer() {
  document.getElementById("take").hidden = !known;
  if (!known) return;
  const { formula, variables } = values();
  const query = new URLSearchParams({ formula, ...(variables ? { variables } : {}) });
  document.getElementById("notebook").href = to(`api/formula.ipynb?${query}`);
}

async function readFormula() {
  running?.abort();
  leave();
  running = new AbortController();
  const { formula, variables } = values();
  remember();
  done.clear();
  if (!formula) {
    known = null;
    read.replaceChildren();
    return fill();
  }
  const slow = setTimeout(() => read.replaceChildren(make("p", { class: "quiet" }, waiting())), 400);
  try {
    const found = await ask("api/parse", { formula, variables: variables || null }, { signal: running.signal });
    const free = found.derivable;
    known = { ...found, free, first: free[0] ?? "" };
    read.replaceChildren(tex(found.shown, true));
    const select = field("wrt"), before = select.value || state.get("wrt");
    select.replaceChildren(...free.map((name) => make("option", { value: name }, name)));
    select.value = free.includes(before) ? before : known.first;
  } catch (error) {
    if (error.name === "AbortError") return;
    known = null;
    read.replaceChildren(fault(error, values()));
  } finally {
    clearTimeout(slow);
  }
  offer();
  fill();
}

/** Fills the tab that is seen, if it is not up to date. */
async function fill() {
  const id = chosen, key = JSON.stringify(values());
  if (done.get(id) === key) return;
  done.set(id, key);
  const into = id in INSIDE ? place(id).querySelector(INSIDE[id]) : place(id);
  if (!known && !(id === "data" && !values().formula)) return into.replaceChildren(make("p", { class: "quiet" }, field("formula").value.trim() ? "The formula above is not understood yet." : "Write a formula, or take one of the examples."));
  const slow = setTimeout(() => into.replaceChildren(make("p", { class: "quiet" }, waiting())), 250);
  try {
    const made = await makers[id]({ given: values(), known, signal: running?.signal, place: place(id), take, declare });
    clearTimeout(slow);
    if (done.get(id) !== key) return;
    if (made) into.replaceChildren(...made);
    copyable(place(id));
  } catch (error) {
    clearTimeout(slow);
    if (error.name !== "AbortError") into.replaceChildren(fault(error, values()));
  }
}

/** What was inferred, written out to be changed. */
function declare() {
  field("variables").value = known.declarations;
  remember();
  field("variables").focus();
}

/** Another formula, the rest as it was. */
function take(formula, variables) {
  field("formula").value = formula;
  field("variables").value = variables;
  state.set({ at: "", where: "", along: "" });
  readFormula();
}

let chosen = "meaning";
for (const name of FIELDS) if (state.get(name) && name !== "wrt") field(name).value = state.get(name);
const control = tabs(document.querySelector(".bench-tabs"), (tab) => {
  chosen = tab.dataset.tab;
  if (known !== null || !field("formula").value) fill();
});
const soon = later(180, readFormula);
for (const name of ["formula", "variables"]) field(name).addEventListener("input", () => { state.set({ at: "" }); soon(); });
field("other").addEventListener("input", later(250, () => { remember(); fill(); }));
for (const name of ["wrt", "order", "layout", "target", "of"]) field(name).addEventListener("change", () => { remember(); fill(); });
form.addEventListener("submit", (event) => event.preventDefault());
for (const button of form.querySelectorAll(".examples button")) {
  button.addEventListener("click", () => take(button.dataset.formulaText, button.dataset.variables));
}
const link = document.getElementById("link");
link.addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href);
  link.textContent = "Copied";
  setTimeout(() => (link.textContent = "Copy a link to this"), 1500);
});
readFormula();
