// The tab "Stability": what a formula loses in floats, said first, and then the form that keeps its digits.
import { ask, later, make, say, state, still } from "../dom.js";
import { copyable } from "../copy.js";
import { waiting } from "../starting.js";
import { rough } from "../steps.js";
import { losses } from "./losses.js";
import { stable, together } from "./stable.js";

const FLOATS = ["float64", "float32", "bfloat16", "float16"];
const NOTHING = 1; // bits: the rounding of the result
const PATIENCE = 60; // seconds in which a server that is busy is asked again
let running = null; // what is asked for now, to be given up when something else is looked at

export const STATE = ["dtype", "where", "along", "term", "code", "grad"];

/** Nothing more is asked for. */
export const leave = () => running?.abort();

/**
 * Fills a place for one of several formulas, each with `formula`, `variables`, `show` that makes an element of it, and
 * `free`, the variables that one may differentiate by.
 */
export function stability(place, formulas) {
  if (still) return place.replaceChildren(...withoutServer(formulas));
  let formula = formulas.find((one) => one.formula === state.get("term")) ?? formulas.at(-1);
  const out = make("div", { class: "stability" });
  const again = () => work(out, formula);
  const dtype = make("select", {}, FLOATS.map((name) => make("option", { value: name }, name)));
  dtype.value = FLOATS.includes(state.get("dtype")) ? state.get("dtype") : FLOATS[0];
  const where = make("input", { spellcheck: "false", autocapitalize: "off", placeholder: "all floats, or x: normal(0, 30)", value: state.get("where") });
  const said = () => state.set({ dtype: dtype.value === FLOATS[0] ? "" : dtype.value, where: where.value.trim() });
  dtype.addEventListener("change", () => { said(); again(); });
  where.addEventListener("input", later(600, () => { said(); again(); }));
  const of = make("select", {}, formulas.map((one, k) => make("option", { value: k }, one.formula)));
  of.value = formulas.indexOf(formula);
  const grad = make("select"), slope = make("label", {}, "Of its ", grad);
  const offer = () => {
    grad.replaceChildren(make("option", { value: "" }, "value"), ...formula.free.map((name) => make("option", { value: name }, `gradient by ${name}`)));
    grad.value = formula.free.includes(state.get("grad")) ? state.get("grad") : "";
    slope.hidden = !formula.free.length;
  };
  offer();
  grad.addEventListener("change", () => {
    state.set({ grad: grad.value });
    again();
  });
  of.addEventListener("change", () => {
    formula = formulas[of.value];
    state.set({ term: formula === formulas.at(-1) ? "" : formula.formula, along: "" });
    offer();
    again();
  });
  place.replaceChildren(make("h2", { class: "hidden" }, "Stability"), make("div", { class: "choices" }, formulas.length > 1 ? make("label", { class: "whole" }, "Of ", of) : "",
    slope, make("label", {}, "In ", dtype), make("label", { class: "whole" }, "Where ", where)), out);
  again();
}

async function work(out, { formula, variables, free }) {
  leave();
  running = new AbortController();
  const { signal } = running;
  const grad = free.includes(state.get("grad")) ? state.get("grad") : "";
  const asked = { formula, variables: variables || null, dtype: state.get("dtype") || FLOATS[0], where: state.get("where") || null, grad };
  const own = (found) => (grad ? found.each[`gradient by ${grad}`] : found);
  let clock = progress("Measuring what it loses");
  try {
    out.replaceChildren(clock.element);
    const found = await patient("api/accuracy", asked, signal);
    const shown = losses(own(found), grad);
    clock.end();
    out.replaceChildren(...rough(Object.values(found.singular).flat()), shown.element);
    if (grad) shown.beside("the value, as written", found.each.value);
    const rest = make("div");
    out.append(rest);
    patient("api/accuracy", { ...asked, form: "program" }, signal).then((one) => shown.program(own(one))).catch(() => {}); // of some there is no program
    if (found.worst <= NOTHING) {
      rest.append(make("p", {}, "No point loses more than the rounding of the result: there is nothing to mend."));
      return say("Measured");
    }
    clock = progress("Looking for a form that keeps its digits");
    rest.append(clock.element);
    const better = await patient("api/stabilize", asked, signal);
    const [best] = grad ? better.derivatives : [better];
    if (best.changed) shown.stable(best.after);
    rest.replaceChildren(...grad ? together(grad, best, better) : stable(better));
    copyable(rest);
    say("Measured, with the form that keeps its digits");
  } catch (error) {
    if (error.name !== "AbortError") clock.element.replaceWith(make("p", { class: "error" }, error.message));
  } finally {
    clock.end();
  }
}

/** What goes on, with the seconds that it has taken so far. */
function progress(text) {
  const began = performance.now(), seconds = make("span", { "aria-hidden": "true" });
  const clock = setInterval(() => { seconds.textContent = ` ${Math.round((performance.now() - began) / 1000)} s`; }, 1000);
  const words = "starting" in document.documentElement.dataset ? waiting() : `${text} …`;
  return { element: make("p", { class: "quiet working" }, make("progress", { "aria-label": text }), make("span", { role: "status" }, words), seconds),
    end: () => clearInterval(clock) };
}

/** The answer, of a server that is busy too: it is asked again for a while. */
async function patient(path, asked, signal) {
  const until = performance.now() + 1000 * PATIENCE;
  for (;;) {
    try {
      return await ask(path, asked, { signal });
    } catch (error) {
      if (error.status !== 503 || performance.now() > until) throw error;
    }
    await new Promise((done) => setTimeout(done, 1500));
    signal.throwIfAborted();
  }
}

/** Files have no engine behind them: what says the same on the reader's own machine. */
function withoutServer(formulas) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  return [make("p", {}, "These pages are files, without the engine that measures. On your machine it says what a formula loses, and finds the form that keeps its digits:"),
    ...formulas.flatMap(({ formula, variables, show }) => [make("p", {}, show()), make("div", { "data-copy": true }, make("pre", { class: "code", tabindex: "0" }, make("code", {},
      ["accuracy", "stabilize"].map((command) => `lemmata ${command} ${quoted(formula)}${variables ? ` ${quoted(variables)}` : ""}`).join("\n"))))])];
}
