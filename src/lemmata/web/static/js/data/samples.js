// Three small sets of data to begin with, as tiles that show what they are, and formulas that go with them.
import { make, to } from "../dom.js";
import { read } from "./reading.js";

const SAMPLES = [
  { name: "line", title: "A noisy line", formulas: [
    ["Least squares", "sum((a*x + b - y)**2)/m", "x: real[m], y: real[m], a: real, b: real"],
    ["Absolute error", "sum(abs(a*x + b - y))/m", "x: real[m], y: real[m], a: real, b: real"]] },
  { name: "moons", title: "Two moons", formulas: [
    ["Logistic loss", "sum(log(1 + exp(-y*(X @ w + b))))/m", "X: real[m n], w: real[n], y: real[m], b: real"],
    ["Two layers", "sum(log(1 + exp(-y*(tanh(X @ W + c) @ v + b))))/m", "X: real[m n], W: real[n h], c: real[h], v: real[h], b: real, y: real[m]"],
    ["Hinge loss", "sum(maximum(0, 1 - y*(X @ w + b)))/m", "X: real[m n], w: real[n], y: real[m], b: real"]] },
  { name: "clusters", title: "Three clusters", formulas: [
    ["Softmax regression", "-sum(log(softmax(X @ W + b)[i, y[i]]) for i in range(m))/m", "X: real[m n], W: real[n c], b: real[c], y: labels[m c]"],
    ["k-means", "sum(min(norm(X[i] - C[j])**2 for j in range(k)) for i in range(m))/m", "X: real[m n], C: real[k n]"]] },
];
const SVG = "http://www.w3.org/2000/svg";

/** The text of a sample; "" where there is none of this name. */
export async function sampled(name) {
  return SAMPLES.some((sample) => sample.name === name) ? (await fetch(to(`static/data/${name}.csv`))).text() : "";
}

function thumbnail(text) {
  const columns = read(text).sources.map((source) => source.value);
  const [x, y, kind] = columns;
  const ends = [x, y].map((list) => [Math.min(...list), Math.max(...list)]);
  const at = (v, [low, high], size) => 4 + ((v - low) / (high - low)) * (size - 8);
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 96 60");
  drawing.setAttribute("aria-hidden", "true");
  const kinds = [...new Set(kind ?? [])];
  x.forEach((_, k) => {
    const dot = document.createElementNS(SVG, "circle");
    for (const [name, value] of Object.entries({ cx: at(x[k], ends[0], 96), cy: 60 - at(y[k], ends[1], 60), r: 2 })) dot.setAttribute(name, value);
    dot.setAttribute("class", `kind-${kind ? kinds.indexOf(kind[k]) + 1 : 1}`);
    drawing.append(dot);
  });
  return drawing;
}

/** Tiles; `chosen` hears the text of one, `formula` (where there is one) a formula that goes with it; `now`: what was chosen. */
export function tiles(chosen, formula, now) {
  const beside = make("p", { class: "examples", hidden: true });
  const offer = (sample) => {
    beside.hidden = !formula;
    beside.replaceChildren(`With ${sample.title.toLowerCase()}, try`, ...sample.formulas.map(([title, ...own]) => make("button", { type: "button", onclick: () => formula(...own) }, title)));
  };
  const all = SAMPLES.map((sample) => {
    const tile = make("button", { type: "button", class: "tile" }, make("span", {}, sample.title));
    const text = sampled(sample.name);
    text.then((found) => tile.prepend(thumbnail(found))).catch(() => tile.remove());
    tile.addEventListener("click", async () => {
      offer(sample);
      chosen(await text, sample.name, sample.formulas[0].slice(1));
    });
    return tile;
  });
  const before = SAMPLES.find((sample) => sample.name === now);
  if (before) offer(before);
  return [make("div", { class: "tiles", role: "group", "aria-label": "Sample data" }, all), beside];
}
