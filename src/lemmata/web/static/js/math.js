// LaTeX as formulas, by KaTeX, which brings MathML for screen readers along.
import { make } from "./dom.js";

const AT_ONCE = 60;

/** Shows all formulas below an element; many are shown a few at a time, so that the page answers meanwhile. */
export function showAll(below = document) {
  const waiting = [...below.querySelectorAll(".tex:not(.shown)")];
  const next = () => {
    waiting.splice(0, AT_ONCE).forEach(show);
    if (waiting.length) requestAnimationFrame(next);
  };
  next();
}

/** What the document around an element abbreviates; a copy, as KaTeX adds to it. */
const macros = (element) => JSON.parse(element.closest("[data-macros]")?.dataset.macros ?? "{}");

/** Shows one formula; its LaTeX stays in data-latex. */
export function show(element) {
  const latex = element.textContent;
  element.dataset.latex = latex;
  element.classList.add("shown");
  katex.render(latex, element, { displayMode: "display" in element.dataset, throwOnError: false, errorColor: "var(--bad)", macros: macros(element), strict: false, trust: false });
}

/** A new element that shows a formula. */
export function tex(latex, display = false) {
  const element = make("span", { class: "tex", "data-display": display }, latex);
  show(element);
  return element;
}

/** Words with formulas between dollar signs. */
export function words(text) {
  return (text ?? "").split(/\$([^$]+)\$/).map((part, place) => (place % 2 ? tex(part) : part)).filter((part) => part !== "");
}
