// The page of a lemma: its pictures, its exercise.
import { exercise } from "./exercise.js";
import { figure, picture } from "./pictured.js";

document.querySelectorAll("[data-exercise]").forEach(exercise);
document.querySelectorAll("[data-picture]").forEach((place) => picture(place, place.dataset.picture));
document.querySelectorAll("[data-figure]").forEach((place) => figure(place, place.dataset.figure));
