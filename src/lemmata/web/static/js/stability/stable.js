// The form that keeps its digits: how it comes, what it costs, its code.
import { make } from "../dom.js";
import { tex } from "../math.js";
import { derivation } from "../steps.js";
import { tabs } from "../tabs.js";
import { bits, percent } from "./losses.js";

const TARGETS = { numpy: "NumPy", jax: "JAX", torch: "PyTorch", python: "Python", js: "JavaScript" };

export function stable(found) {
  if (!found.changed) return [make("h3", {}, "A form that keeps its digits"), unchanged(found)];
  return [make("h3", {}, "The form that keeps its digits"), ...form(found), ...code(found.code)];
}

/** A derivative and the value with it, each made stable, in one function. */
export function together(wrt, slope, value) {
  const head = (text, one) => [make("h3", {}, text), ...one.changed ? form(one) : [unchanged(one)]];
  return [...head(`The gradient by ${wrt} that keeps its digits`, slope), ...head("The value with it", value), ...code(value.code)];
}

const unchanged = ({ forms }) => make("p", {}, `None of the ${forms} forms that were measured loses fewer bits: it is kept as it is.`);

function form(found) {
  return [make("p", { class: "shown-formula" }, tex(found.result.shown, true)),
    make("p", {}, `It loses ${bits(found.after.mean)} bits on average instead of ${bits(found.before.mean)}, at worst ${bits(found.after.worst)} instead of ${bits(found.before.worst)}, at the same points. `,
      found.cost == null ? "" : `It takes ${cost(found.cost)}. `, make("small", { class: "quiet" }, `${found.forms} forms were measured.`)),
    ...found.branches.flatMap((branch) => path(branch, found.branches.length > 1))];
}

const cost = (times) => (times > 0.9 && times < 1.1 ? "as long as the formula" : `${times < 10 ? times.toFixed(1) : Math.round(times)} times as long as the formula`);

/** One branch: where it is taken, what it brings, its derivation. */
function path(branch, several) {
  const parts = [];
  if (several) {
    parts.push(make("h4", { "aria-label": `Where ${branch.condition}` }, "Where ", tex(branch.condition_latex)),
      make("p", { class: "quiet" }, `${percent(branch.share)} of the points; ${bits(branch.before)} bits before, ${bits(branch.after)} after`));
  }
  if (!branch.steps.length) parts.push(make("p", {}, "The formula as it is."));
  else parts.push(derivation({ steps: branch.lines, result: branch.shown }));
  if (branch.approximate) parts.push(make("p", { class: "quiet" }, "A series is no equality: it holds to rounding at the points that were drawn."));
  return parts;
}

/** Its code, a tab a language. */
function code(sources) {
  const all = Object.entries(TARGETS).filter(([target]) => target in sources);
  const box = make("div", { class: "tabs", "data-tabs": "code" },
    make("div", { role: "tablist", "aria-label": "Language" }, all.map(([target, title]) => make("button", { type: "button", role: "tab", id: `stable-tab-${target}`, "data-tab": target, "aria-controls": `stable-${target}` }, title))),
    all.map(([target]) => make("div", { role: "tabpanel", id: `stable-${target}`, "aria-labelledby": `stable-tab-${target}`, "data-copy": true }, make("pre", { class: "code", tabindex: "0" }, make("code", {}, sources[target])))));
  const whole = make("div", {}, make("h3", {}, "Its code"), box);
  requestAnimationFrame(() => tabs(box)); // panels are found by their ids, once they stand on the page
  return [whole];
}
