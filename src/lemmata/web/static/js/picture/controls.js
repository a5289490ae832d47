// What moves a picture: labelled sliders with their values, and switches. All work by keyboard.

import { rounded } from "./numbers.js";

let made = 0;

export function element(kind, name, parent, text = "") {
  const found = document.createElement(kind);
  if (name) found.className = name;
  if (text) found.textContent = text;
  parent?.append(found);
  return found;
}

export function slider(parent, { label, low, high, step, value, show: shownAs = (v) => v }, write, moved) { // gives what sets it from outside
  const row = element("div", "picture-slider", parent);
  const name = element("label", "picture-label", row);
  const input = element("input", "", row);
  const shown = element("output", "picture-value", row);
  input.id = `picture-slider-${++made}`;
  name.htmlFor = input.id;
  shown.htmlFor = input.id;
  Object.assign(input, { type: "range", min: low, max: high, step });
  input.setAttribute("aria-label", label.text); // a formula in the label is no name
  write(name, label);
  const show = () => {
    shown.textContent = rounded(shownAs(Number(input.value)), 3);
    input.setAttribute("aria-valuetext", `${label.text} = ${shown.textContent}`);
  };
  const set = (now) => {
    input.value = now;
    show();
  };
  set(value);
  input.addEventListener("input", () => {
    show();
    moved(Number(input.value));
  });
  return set;
}

export function choice(parent, words, names, chosen, changed) { // one of several
  const row = element("div", "picture-slider", parent);
  const label = element("label", "picture-label", row, words);
  const select = element("select", "picture-choice", row);
  select.id = label.htmlFor = `picture-slider-${++made}`;
  for (const name of names) element("option", "", select, name).value = name;
  select.value = chosen;
  select.addEventListener("change", () => changed(select.value));
  return (now) => { select.value = now; };
}

export function toggle(parent, words, on, changed) {
  const label = element("label", "picture-switch", parent);
  const input = element("input", "", label);
  input.type = "checkbox";
  input.checked = on;
  label.append(` ${words}`);
  input.addEventListener("change", () => changed(input.checked));
  return (now) => { input.checked = now; };
}

export function button(parent, words, pressed) {
  const found = element("button", "picture-button", parent, words);
  found.type = "button";
  found.addEventListener("click", pressed);
  return found;
}
