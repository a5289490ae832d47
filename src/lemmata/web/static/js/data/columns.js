// Which column is which variable: boxes to tick for data, a field for where a parameter starts.
import { make } from "../dom.js";
import { tex } from "../math.js";
import { shapeOf, written } from "./shapes.js";

const MOST = 60; // characters of a start that a field shows at once

/**
 * A row for each variable. `given`: { formula, sources, assigned, starts, values, sizes, open, fault }; `changed` hears
 * { assigned } or { start: [name, text] } or { size: [name, number] }.
 */
export function columns(given, changed) {
  const { formula, sources, assigned, starts, values, open, sizes, fault } = given;
  const rows = formula.variables.map((v) => {
    const own = assigned[v.name] ?? [];
    const box = (source) => make("label", { class: "tick" }, make("input", { type: "checkbox", checked: own.includes(source.name), onchange: (event) => {
      const names = sources.map((s) => s.name).filter((name) => (name === source.name ? event.target.checked : own.includes(name)));
      changed({ assigned: { ...assigned, [v.name]: names } });
    } }), source.name);
    const shape = own.length ? values?.[v.name] && written(shapeOf(values[v.name])) : "a parameter";
    const start = own.length || !starts ? "" : make("label", { class: "start-at" }, "starts at ", make("input", { value: shown(starts[v.name]), "aria-label": `${v.name} starts at`, spellcheck: "false",
      onchange: (event) => changed({ start: [v.name, event.target.value] }) }));
    return make("fieldset", { class: fault?.variable === v.name ? "variable wrong" : "variable" },
      make("legend", {}, make("span", {}, tex(v.latex), " ", make("code", {}, v.declaration)), make("span", { class: "quiet" }, shape ?? "")),
      sources.length ? make("div", { class: "ticks" }, sources.map(box)) : "", start);
  });
  const free = open.map((name) => make("label", { class: "size" }, tex(name), " = ", make("input", { type: "number", min: "1", max: "500", value: sizes[name], "aria-label": `size ${name}`,
    onchange: (event) => changed({ size: [name, Number(event.target.value)] }) })));
  return [...rows, free.length ? make("p", { class: "sizes" }, "Sizes that the data leave open: ", free) : ""].filter(Boolean);
}

const shown = (value) => {
  const text = JSON.stringify(value);
  return text.length <= MOST ? text.replaceAll(",", ", ") : text;
};
