// What a formula loses: bits by form in a table, bits against an input, which operations lose them, numbers to check.
import { make } from "../dom.js";
import { tex } from "../math.js";
import { along } from "./along.js";

const WRONG = { overflow: "infinite", underflow: "zero", nan: "NaN" }; // in error

export const bits = (value) => (value >= 1 ? value.toFixed(1).replace(".0", "") : value >= 0.005 ? value.toFixed(2) : "0");
export const percent = (share) => (share >= 0.995 || share === 0 ? `${Math.round(100 * share)} %` : share < 0.01 ? "< 1 %" : `${Math.round(100 * share)} %`);
const inputs = (at) => Object.entries(at).map(([name, value]) => `${name} = ${value}`).join(", ");
const shortly = (at) => inputs(at).replace(/-?\d+\.\d{4,}/g, (number) => String(Number(Number(number).toPrecision(5))));

/** The element, and what adds to it: the loss of the program, and of the stable form. */
export function losses(found, grad = "") {
  const rows = [["as written", found], null, null, null];
  const table = make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Bits lost by form" });
  const tell = () => table.replaceChildren(tabled(rows.filter(Boolean)));
  tell();
  const plots = make("div");
  let after = null;
  const draw = () => found.worst > 0 && along(plots, found, after);
  draw();
  return {
    element: make("div", {}, headline(found, grad ? `the gradient by ${grad}` : "it"), table, plots, ...blamed(found), ...byHand(found)),
    /** What is measured at the same points. */
    beside(title, other) {
      rows[3] = [title, other];
      tell();
    },
    program(other) {
      rows[1] = ["Lemmata’s code", other];
      tell();
    },
    stable(other) {
      rows[2] = ["stable form", other];
      after = other;
      tell();
      draw();
    },
  };
}

function headline(found, it) {
  const left = [found.undefined && `${found.undefined} more lay outside of its domain`, found.unsamplable && `at ${found.unsamplable} no precision tells the value`].filter(Boolean).join("; ");
  return make("p", {}, `In ${found.dtype}, at ${found.points} points, ${it} loses `, make("strong", {}, `${bits(found.mean)} of ${found.bits} bits`),
    ` on average and ${bits(found.worst)} at worst, against certified values. `, left ? make("small", { class: "quiet" }, `${left[0].toUpperCase()}${left.slice(1)}.`) : "");
}

function tabled(rows) {
  const wrong = Object.keys(WRONG).filter((name) => rows.some(([, one]) => one[name] > 0));
  return make("table", { class: "bits" }, make("thead", {}, make("tr", {}, ["Bits lost", "mean", "median", "worst", ...wrong.map((name) => WRONG[name])].map((title) => make("th", { scope: "col" }, title)))),
    make("tbody", {}, rows.map(([title, one]) => make("tr", {}, make("th", { scope: "row" }, title),
      [one.mean, one.median, one.worst].map((value) => make("td", {}, bits(value))), wrong.map((name) => make("td", {}, one[name] ? percent(one[name]) : "–"))))));
}

function blamed(found) {
  if (!found.blame.length) return found.worst > 1 ? [make("p", { class: "quiet" }, "No single operation loses them: the roundings of many add up.")] : [];
  return [make("h3", {}, "Which operation loses them"), make("ul", { class: "facts" }, found.blame.map((one) => make("li", {},
    make("strong", {}, percent(one.share)), " ", make("code", {}, one.operation), ` ${one.kind}: ${one.why}`,
    make("small", { class: "quiet at" }, `for example at ${shortly(one.at)}`))))];
}

function byHand({ worked, dtype }) {
  if (!worked) return [];
  const parts = [make("h3", {}, "To check by hand"), make("p", {}, "At ", make("code", {}, inputs(worked.at)), ` it loses ${bits(worked.bits)} bits.`)];
  if (worked.operations.length) {
    parts.push(make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Operation by operation" }, make("table", { class: "worked" },
      make("thead", {}, make("tr", {}, ["operation", `in ${dtype}`, "in truth"].map((title) => make("th", { scope: "col" }, title)))),
      make("tbody", {}, worked.operations.map((one) => make("tr", {}, make("td", {}, tex(one.latex)), make("td", {}, make("code", {}, one.found)),
        make("td", {}, one.right ? make("span", { class: "quiet" }, "the same") : make("code", {}, one.true))))))));
  }
  if (worked.losses.length) parts.push(make("ul", { class: "facts" }, worked.losses.map((one) => make("li", {}, make("strong", {}, one.kind), ` ${one.why}`))));
  return parts;
}
