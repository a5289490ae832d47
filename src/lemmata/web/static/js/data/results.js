// The value and the derivative at the data, with their shapes and first entries, to be copied.
import { make } from "../dom.js";
import { rounded } from "../picture/numbers.js";
import { shapeOf, written } from "./shapes.js";
import { json } from "./exporting.js";

const [FIRST, ROWS] = [6, 4];

/** The first entries of an array in words. */
export function first(value, depth = 0) {
  if (!Array.isArray(value)) return rounded(value, 5);
  const most = Array.isArray(value[0]) ? ROWS : FIRST;
  const parts = value.slice(0, most).map((one) => first(one, depth + 1));
  if (value.length > most) parts.push("…");
  return `[${parts.join(", ")}]`;
}

/** A line: what it is, its shape, its first entries, a button that copies all of it. */
export function result(title, value, more = "") {
  const copy = make("button", { type: "button", class: "take" }, "Copy");
  copy.setAttribute("aria-label", `Copy ${typeof title === "string" ? title.toLowerCase() : "it"}`);
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(json(value));
    copy.textContent = "Copied";
    setTimeout(() => (copy.textContent = "Copy"), 1500);
  });
  const shape = shapeOf(value);
  return make("div", { class: "result-line" }, make("span", { class: "of" }, title),
    make("code", { class: "entries", tabindex: shape.length ? "0" : null }, first(value)),
    make("span", { class: "quiet" }, [shape.length ? `shape ${written(shape)}` : "", more].filter(Boolean).join(", ")), copy);
}
