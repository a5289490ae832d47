// The workbench: a formula of the reader's own, read as it is typed; all of the state stands in the address.
import { copyable } from "./copy.js";
import { ask, later, make, state, to } from "./dom.js";
import { tex, words } from "./math.js";
import { picture } from "./pictured.js";
import { waiting } from "./starting.js";
import { leave, stability } from "./stability/tab.js";
import { derivation } from "./steps.js";
import { tabs } from "./tabs.js";

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

/** What was wrong, with the culprit marked where the server says its place. */
function fault(error, given = values()) {
  const { start, end, field: about, remedy } = error.told ?? {};
  const text = { formula: given.formula, left: given.formula, right: given.other, variables: given.variables }[about];
  const marked = start != null && text ? make("p", {}, make("code", {}, text.slice(0, start), make("mark", {}, text.slice(start, end) || " "), text.slice(end))) : "";
  return make("div", { class: "error" }, make("p", {}, error.message, remedy ? `: ${remedy}` : ""), marked);
}

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
    read.replaceChildren(fault(error));
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
    const made = await makers[id](values(), running?.signal);
    clearTimeout(slow);
    if (done.get(id) !== key) return;
    if (made) into.replaceChildren(...made);
    copyable(place(id));
  } catch (error) {
    clearTimeout(slow);
    if (error.name !== "AbortError") into.replaceChildren(fault(error));
  }
}

/** What was inferred, written out to be changed. */
function declare() {
  field("variables").value = known.declarations;
  remember();
  field("variables").focus();
}

const asked = (given) => ({ formula: given.formula, variables: given.variables || null });
const makers = {
  async meaning() {
    return [make("dl", {}, known.variables.flatMap((one) => [make("dt", {}, one.name), make("dd", {}, one.meaning.replaceAll("<=", "≤").replaceAll(">=", "≥").replaceAll("!=", "≠"),
      make("small", { class: "quiet" }, ` ${one.declaration}${one.inferred ? ", inferred" : ""}`))])),
      make("p", { class: "quiet" }, known.kind === "value" ? (known.shape.length ? `Its value has the shape ${known.shape.join(" × ")}.` : "Its value is a number.") : `This is a ${known.kind}.`,
        ` As Python text: `, make("code", {}, known.text)),
      known.variables.some((one) => one.inferred) && make("p", { class: "actions" }, make("button", { type: "button", onclick: declare }, "Change these declarations")),
      ...known.warnings.map((text) => make("p", { class: "quiet" }, text))].filter(Boolean);
  },
  async check(given, signal) {
    const claim = known.relations.length === 1 && known.relations[0].sign === "eq" ? known.relations[0].sides.map((side) => side.text) : null;
    if (!given.other && !claim) return [make("p", { class: "quiet" }, "Write a second formula, or an equation above.")];
    const sides = given.other ? { left: given.formula, right: given.other } : { left: claim[0], right: claim[1], syntax: "python" };
    const found = await ask("api/equal", { ...sides, variables: claim && !given.other ? known.declarations : given.variables || null }, { signal });
    return [make("p", {}, make("span", { class: `verdict ${found.verdict}` }, found.verdict), " ", found.message || (found.verdict === "proved" ? "they are equal" : "")),
      make("p", {}, tex(`${found.left.shown} ${found.verdict === "proved" || found.verdict === "agrees" ? "=" : "\\overset{?}{=}"} ${found.right.shown}`, true)),
      found.method && make("p", { class: "quiet" }, `Method: ${found.method}${found.certified ? ", certified" : ""}`),
      found.counterexample.length ? make("dl", {}, found.counterexample.flatMap(({ name, value }) => [make("dt", {}, name), make("dd", {}, make("code", {}, value))])) : "",
      found.hint && make("p", {}, words(found.hint)),
      found.nearest && make("p", {}, "Nearest that holds: ", tex(found.nearest.latex))].filter(Boolean);
  },
  async derivative(given, signal) {
    if (!known.free.length) return [make("p", { class: "quiet" }, "There is nothing here to differentiate by.")];
    const found = await ask("api/derive", { ...asked(given), wrt: given.wrt || null, order: Number(given.order), layout: given.layout || null }, { signal });
    return [make("div", { class: "result-first" }, tex(`${partial(found)} = ${found.result.shown}`, true)),
      make("p", { class: "quiet" }, found.result.shape.length ? `Shape ${found.result.shape.join(" × ")}${found.note ? `: ${found.note}` : `; the axes of ${found.wrt} stand behind those of the formula`}. ` : "", found.structure && !found.structure.startsWith("dense") ? `Structure: ${found.structure}. ` : "",
        "As Python text: ", make("code", {}, found.result.text)),
      derivation({ steps: found.lines, result: found.result.shown })];
  },
  async stability(given) {
    stability(place("stability"), [{ formula: given.formula, variables: given.variables }]);
    return null;
  },
  async code(given, signal) {
    const found = await ask("api/code", { ...asked(given), target: given.target, of: given.of, name: given.of === "value" ? "f" : `df_d${given.wrt}`, wrt: given.of === "value" ? null : given.wrt || null }, { signal });
    return [make("pre", { class: "code", tabindex: "0" }, make("code", {}, found.source))];
  },
  async picture(given) {
    const query = new URLSearchParams({ formula: given.formula, ...(given.variables ? { variables: given.variables } : {}) });
    const figure = place("picture").querySelector("figure");
    await picture(figure, `api/picture?${query}`, { values: state.at(), change: later(150, state.moved) });
    return null;
  },
  async data(given) {
    const query = new URLSearchParams({ formula: given.formula, ...(given.variables ? { variables: given.variables } : {}) });
    const { mine } = await import("./data/mine.js");
    await mine(place("data").querySelector(".mine"), given.formula ? `api/data?${query}` : "", { formula: take });
    return null;
  },
};

/** Another formula, the rest as it was. */
function take(formula, variables) {
  field("formula").value = formula;
  field("variables").value = variables;
  state.set({ at: "", where: "", along: "" });
  readFormula();
}

const partial = (found) => (found.order === 2 ? `\\frac{\\partial^2 f}{\\partial ${letter(found.wrt)}^2}` : `\\frac{\\partial f}{\\partial ${letter(found.wrt)}}`);
const letter = (name) => (name.length > 1 ? `\\mathrm{${name.replaceAll("_", "\\_")}}` : name);

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
