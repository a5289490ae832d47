// What was wrong with a formula, the culprit marked where the server says its place.
import { make } from "../dom.js";

export function fault(error, given) {
  const { start, end, field: about, remedy } = error.told ?? {};
  const text = { formula: given.formula, left: given.formula, right: given.other, variables: given.variables }[about];
  const marked = start != null && text ? make("p", {}, make("code", {}, text.slice(0, start), make("mark", {}, text.slice(start, end) || " "), text.slice(end))) : "";
  return make("div", { class: "error" }, make("p", {}, error.message, remedy ? `: ${remedy}` : ""), marked);
}
