// The page of a lemma: its pictures, its exercise.
import { ask, later, make, state } from "./dom.js";
import { exercise } from "./exercise.js";
import { figure, picture } from "./pictured.js";

document.querySelectorAll("[data-exercise]").forEach(exercise);
document.querySelectorAll("[data-picture]").forEach((place) => picture(place, place.dataset.picture,
  { quiet: true, values: state.at(), change: later(150, state.moved) }));
document.querySelectorAll("[data-figure]").forEach((place) => figure(place, place.dataset.figure));
document.querySelectorAll("[data-bound]").forEach(async (place) => {
  const found = await ask(place.dataset.bound).catch(() => ({})); // the page is whole without it
  if (!found.verdict) return;
  place.hidden = false;
  place.replaceChildren(make("span", { class: `verdict ${found.verdict}` }, found.verdict),
    ` the formula above and the library's function are the same${found.method ? ` (${found.method})` : ""}`);
});
