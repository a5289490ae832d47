// Pictures over the probabilities of three outcomes: a triangle, whose corners are the certain ones.

import { counted, linspace } from "./numbers.js";
import { levelsOf } from "./planes.js";

const EDGE = 1e-9;
const HEIGHT = Math.sqrt(3) / 2;
const CORNERS = [[0, 0], [1, 0], [0.5, HEIGHT]];

export function triangle(chart, head, fine) { // the heights of a number over the simplex of three outcomes
  const [x, y] = [linspace(0, 1, fine), linspace(0, HEIGHT, fine)];
  const z = y.map((high) => x.map((wide) => {
    const third = high / HEIGHT;
    const second = wide - third / 2;
    const first = 1 - second - third;
    if (!(first > -EDGE && second > -EDGE)) return NaN;
    const p = Math.min(Math.max(first, 0), 1);
    return chart.value(p, Math.min(Math.max(second, 0), 1 - p));
  }));
  const outline = [...CORNERS, CORNERS[0]];
  const middle = [0.5, HEIGHT / 3];
  const beside = CORNERS.map((corner) => corner.map((c, k) => c + 0.09 * (c - middle[k])));
  const name = chart.coordinates[0].label.text.replace(/[₀-₉]+$/, "");
  const layers = [
    { type: "contours", name: head.text, x, y, z, ...levelsOf(z) },
    { type: "curve", name: "", x: outline.map((c) => c[0]), y: outline.map((c) => c[1]), colour: 7 },
    { type: "points", name: "", x: beside.map((c) => c[0]), y: beside.map((c) => c[1]),
      words: CORNERS.map((_, k) => `${counted(name, k)} = 1`), colour: null },
  ];
  const none = { text: "", latex: "" };
  return { kind: "simplex", layers, x: { label: none, limits: [-0.2, 1.2] },
    y: { label: none, limits: [-0.14, HEIGHT + 0.14] }, z: { label: head, limits: null }, equal: true, bare: true };
}
