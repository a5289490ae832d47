// What the tabs of the workbench show of a formula: each maker gets `given` (the fields), `known` (how the formula was
// read), the `place` of its tab and a `signal`; it gives elements, or null where it fills its place by itself.
import { ask, later, make, state } from "../dom.js";
import { tex, words } from "../math.js";
import { picture as draw } from "../pictured.js";
import { stability as measure } from "../stability/tab.js";
import { derivation, rough } from "../steps.js";

const asked = (given) => ({ formula: given.formula, variables: given.variables || null });
const addressed = (given) => new URLSearchParams({ formula: given.formula, ...(given.variables ? { variables: given.variables } : {}) });
const quiet = (...parts) => make("p", { class: "quiet" }, ...parts);
const NO_SLOPE = "There is nothing here to differentiate by.";

export async function meaning({ known, declare }) {
  return [make("dl", {}, known.variables.flatMap((one) => [make("dt", {}, one.name), make("dd", {}, one.meaning.replaceAll("<=", "≤").replaceAll(">=", "≥").replaceAll("!=", "≠"),
    make("small", { class: "quiet" }, ` ${one.declaration}${one.inferred ? ", inferred" : ""}`))])),
    quiet(known.kind === "value" ? (known.shape.length ? `Its value has the shape ${known.shape.join(" × ")}.` : "Its value is a number.") : `This is a ${known.kind}.`,
      ` As Python text: `, make("code", {}, known.text)),
    known.variables.some((one) => one.inferred) && make("p", { class: "actions" }, make("button", { type: "button", onclick: declare }, "Change these declarations")),
    ...known.warnings.map((text) => quiet(text))].filter(Boolean);
}

export async function check({ given, known, signal }) {
  const claim = known.relations.length === 1 && known.relations[0].sign === "eq" ? known.relations[0].sides.map((side) => side.text) : null;
  if (!given.other && !claim) return [quiet("Write a second formula, or an equation above.")];
  const sides = given.other ? { left: given.formula, right: given.other } : { left: claim[0], right: claim[1], syntax: "python" };
  const found = await ask("api/equal", { ...sides, variables: claim && !given.other ? known.declarations : given.variables || null }, { signal });
  const same = found.verdict === "proved" || found.verdict === "agrees";
  return [make("p", {}, make("span", { class: `verdict ${found.verdict}` }, found.verdict), " ", found.message || (found.verdict === "proved" ? "they are equal" : "")),
    make("p", {}, tex(`${found.left.shown} ${same ? "=" : "\\overset{?}{=}"} ${found.right.shown}`, true)),
    found.method && quiet(`Method: ${found.method}${found.certified ? ", certified" : ""}`),
    found.counterexample.length ? make("dl", {}, found.counterexample.flatMap(({ name, value }) => [make("dt", {}, name), make("dd", {}, make("code", {}, value))])) : "",
    found.hint && make("p", {}, words(found.hint)),
    found.nearest && make("p", {}, "Nearest that holds: ", tex(found.nearest.latex))].filter(Boolean);
}

export async function derivative({ given, known, signal }) {
  if (!known.free.length) return [quiet(NO_SLOPE)];
  const found = await ask("api/derive", { ...asked(given), wrt: given.wrt || null, order: Number(given.order), layout: given.layout || null }, { signal });
  const axes = found.note ? `: ${found.note}` : `; the axes of ${found.wrt} stand behind those of the formula`;
  return [make("div", { class: "result-first" }, tex(`${partial(found)} = ${found.result.shown}`, true)),
    quiet(found.result.shape.length ? `Shape ${found.result.shape.join(" × ")}${axes}. ` : "", found.structure && !found.structure.startsWith("dense") ? `Structure: ${found.structure}. ` : "",
      "As Python text: ", make("code", {}, found.result.text)),
    ...rough(found.singular), derivation({ steps: found.lines, result: found.result.shown })];
}

const partial = ({ order, wrt }) => (order === 2 ? `\\frac{\\partial^2 f}{\\partial ${letter(wrt)}^2}` : `\\frac{\\partial f}{\\partial ${letter(wrt)}}`);
const letter = (name) => (name.length > 1 ? `\\mathrm{${name.replaceAll("_", "\\_")}}` : name);

export async function stability({ given, known, place }) {
  measure(place, [{ formula: given.formula, variables: given.variables, free: known.free }]);
  return null;
}

/** The code of the value, or of the derivative that is chosen in its tab: its variable, order and layout. */
export async function code({ given, known, signal }) {
  if (given.of === "value") return source({ ...asked(given), target: given.target, of: "value", name: "f" }, signal);
  if (!known.free.length) return [quiet(NO_SLOPE)];
  const second = given.order === "2", by = given.wrt || known.first;
  const chosen = [`The ${second ? "second " : ""}derivative by `, make("code", {}, by), given.layout ? ` in ${given.layout} layout` : "", ", as it is chosen in the tab Derivative."];
  return [quiet(...chosen), ...await source({ ...asked(given), target: given.target, of: second ? "hessian" : "gradient", wrt: by, layout: given.layout || null,
    name: second ? `d2f_d${plain(by)}2` : `df_d${plain(by)}` }, signal)];
}

const plain = (name) => name.replace(/\W+/g, "_");

async function source(body, signal) {
  const found = await ask("api/code", body, { signal });
  return [make("div", { "data-copy": true }, make("pre", { class: "code", tabindex: "0" }, make("code", {}, found.source)))];
}

export async function picture({ given, place }) {
  await draw(place.querySelector("figure"), `api/picture?${addressed(given)}`, { values: state.at(), change: later(150, state.moved) });
  return null;
}

export async function data({ given, place, take }) {
  const { mine } = await import("../data/mine.js");
  await mine(place.querySelector(".mine"), given.formula ? `api/data?${addressed(given)}` : "", { formula: take });
  return null;
}
