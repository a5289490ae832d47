// A derivation: one step after the other, its hint before it.
import { make } from "./dom.js";
import { showAll, tex } from "./math.js";

/** The buttons of a derivation whose steps stand on the page. */
export function steps(box) {
  const list = [...box.querySelectorAll("ol > li")];
  const [next, all, hint, result] = [".next", ".all", ".hint", ".result"].map((name) => box.querySelector(name));
  let shown = 1;
  const show = (count) => {
    const asked = [next, all].includes(document.activeElement);
    shown = Math.min(count, list.length);
    list.forEach((step, place) => (step.hidden = place >= shown));
    const done = shown === list.length;
    result.hidden = !done;
    next.hidden = all.hidden = done;
    hint.textContent = done ? "" : list[shown].dataset.hint ?? "";
    if (done && asked) result.focus(); // the button that had the keyboard is gone
    box.querySelectorAll(".head").forEach((head) => (head.hidden = head.parentElement.hidden));
  };
  next.addEventListener("click", () => show(shown + 1));
  all.addEventListener("click", () => show(list.length));
  show(1);
}

/** Where a derivative is not defined, and what its code takes there. */
export const rough = (singular) => singular.map((told) => {
  const end = told.indexOf(": ");
  return make("p", { class: "quiet" }, "Not defined where ", make("code", {}, told.slice(0, end)), `${told.slice(end)}.`);
});

/** The same, made from what the engine gives: head, latex, rule and hint of each step. */
export function derivation(found) {
  const box = make("div", { class: "steps" },
    make("ol", { "aria-live": "polite" }, found.steps.map((step) => make("li", { "data-hint": step.hint },
      step.head && make("span", { class: "head" }, step.head), step.rule && make("span", { class: "rule" }, step.rule),
      tex(step.latex, true)))),
    make("p", { class: "controls" }, make("button", { type: "button", class: "next" }, "Next step"),
      make("button", { type: "button", class: "all" }, "All steps"), make("span", { class: "hint", "aria-live": "polite" })),
    make("div", { class: "result", tabindex: "-1", hidden: true }, "Result: ", tex(found.result, true), rough(found.singular ?? [])));
  steps(box);
  return box;
}

export function allSteps(below = document) {
  below.querySelectorAll("[data-steps]").forEach((box) => {
    showAll(box);
    steps(box);
  });
}
