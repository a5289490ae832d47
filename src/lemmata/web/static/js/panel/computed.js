// What is worked out of a formula: its derivatives, the digits it loses, its code, its picture, values at data.
import { copyable } from "../copy.js";
import { make } from "../dom.js";
import { tex } from "../math.js";
import { stability } from "../stability/tab.js";
import { derivation } from "../steps.js";
import { expressions, moduleOf } from "./known.js";

const TARGETS = { numpy: "NumPy", jax: "JAX", torch: "PyTorch", python: "Python", js: "JavaScript", latex: "LaTeX" };
const NOTHING = "There is nothing here to compute.";

export async function derivatives(formula) {
  const terms = await expressions(formula);
  const found = terms.flatMap((term) => term.derivatives.map((one) => [make("h3", { "aria-label": `Of ${term.text} by ${one.wrt}` }, "Of ", tex(term.latex), " by ", tex(one.by ?? one.wrt)), derivation(one)])).flat();
  return found.length ? found : [make("p", { class: "quiet" }, "There is nothing here to differentiate.")];
}

export async function digits(formula) {
  const terms = await expressions(formula);
  if (!terms.length) return [make("p", { class: "quiet" }, NOTHING)];
  const place = make("div");
  stability(place, terms.map((term) => ({ formula: term.text, variables: term.variables, free: term.derivatives.map((one) => one.wrt), show: () => tex(term.latex) })));
  return [place];
}

export async function codes(formula) {
  const terms = await expressions(formula);
  if (!terms.length) return [make("p", { class: "quiet" }, NOTHING)];
  return terms.flatMap((term) => {
    const code = make("div", { "data-copy": true });
    const show = (target) => {
      code.replaceChildren(make("pre", { class: "code", tabindex: "0" }, make("code", {}, term.code[target])));
      copyable(code.parentElement ?? code);
    };
    const choice = make("select", { "aria-label": "Language", onchange: () => show(choice.value) },
      Object.entries(TARGETS).map(([id, title]) => make("option", { value: id }, title)));
    const box = make("div", {}, make("h3", { "aria-label": term.text }, tex(term.latex)), make("p", {}, choice), code);
    show("numpy");
    return [box];
  });
}

export async function picture(formula) {
  const { picture: draw } = await import("../pictured.js");
  const place = make("figure", { class: "picture" });
  await draw(place, moduleOf("picture", formula));
  return [place];
}

export async function data(formula) {
  const { mine } = await import("../data/mine.js");
  const place = make("div", { class: "mine" });
  await mine(place, moduleOf("data", formula));
  return [place];
}
