// An exercise: answers are judged by the engine; the first hint is opened where one is wrong.
import { ask, make, still } from "./dom.js";
import { answered } from "./progress.js";
import { waiting } from "./starting.js";

export function exercise(box) {
  const form = box.querySelector("form");
  if (still || !form) return;
  const told = box.querySelector(".assessment");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = form.elements.answer;
    told.replaceChildren(waiting());
    try {
      const found = await ask("api/answer", { lemma: box.dataset.exercise, answer: input.value });
      const right = found.correct;
      told.replaceChildren(make("span", { class: `verdict ${right ? "correct" : "wrong"}` }, right ? "right" : found.kind === "unreadable" ? "not understood" : "not yet"), " ", found.message,
        Object.keys(found.counterexample).length ? make("dl", {}, Object.entries(found.counterexample).flatMap(([name, value]) => [
          make("dt", {}, name), make("dd", {}, make("code", {}, value))])) : "");
      if (right) answered(box.dataset.exercise);
      else box.querySelector("details.help:not([open]):not(.solution)")?.setAttribute("open", "");
    } catch (error) {
      told.replaceChildren(make("span", { class: "error" }, error.message));
    }
  });
}
