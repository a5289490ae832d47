// Pictures of single arrays: a vector as bars, a matrix as a heat map, a 2 x 2 matrix by what it does to the plane.

import { extent, linspace, rounded } from "./numbers.js";

const MOST_WRITTEN = 12;
const REACH = 2; // of the grid to both sides of the origin
const ROUND = 181; // points of a circle

export function array(value, head) {
  if (!Array.isArray(value[0])) return bars(value, head);
  return value.length === 2 && value[0].length === 2 ? plane(value) : heatMap(value, head);
}

const whole = (count) => Array.from({ length: count }, (_, k) => k);
const words = (places) => (places.length <= 20 ? places.map((k) => [k, String(k + 1)]) : []); // as formulas count

function bars(values, head) {
  const x = whole(values.length);
  return { kind: "bars", layers: [{ type: "bars", name: head.text, x, y: values, width: 0.7, colour: 0 }],
    x: { label: { text: "entry", latex: "" }, limits: null, ticks: words(x) }, y: { label: head, limits: null } };
}

function heatMap(matrix, head) { // white is zero where there are both signs
  const [rows, columns] = [whole(matrix.length), whole(matrix[0].length)];
  const ends = extent(matrix.flat());
  const layer = { type: "heat map", name: head.text, x: columns, y: rows, z: matrix,
    written: Math.max(rows.length, columns.length) <= MOST_WRITTEN, symmetric: Boolean(ends) && ends[0] < 0 && ends[1] > 0 };
  return { kind: "heat map", layers: [layer], x: { label: { text: "column", latex: "" }, limits: null,
    ticks: words(columns) }, y: { label: { text: "row", latex: "" }, limits: null, ticks: words(rows) },
  z: { label: head, limits: null }, equal: true, downwards: true };
}

const image = ([[a, b], [c, d]], [x, y]) => [a * x + b * y, c * x + d * y];
const line = (name, points, looks) => ({ type: "curve", name, x: points.map((p) => p[0]), y: points.map((p) => p[1]),
  ...looks });

function plane(matrix) { // what the matrix does to the grid, the circle and the basis; its real eigenvectors
  const circle = linspace(0, 2 * Math.PI, ROUND).map((t) => [Math.cos(t), Math.sin(t)]);
  const moved = circle.map((p) => image(matrix, p));
  const layers = [
    line("the plane", grid([[1, 0], [0, 1]]), { colour: null, thin: true, dashed: true }),
    line("its image", grid(matrix), { colour: 0, thin: true, dashed: false }),
    line("unit circle", circle, { dashed: true, colour: 7 }),
    line("image of the circle", moved, { colour: 2, filled: true }),
  ];
  ["image of e₁: first column", "image of e₂: second column"].forEach((name, k) => layers.push({ type: "arrows", name,
    x: [0], y: [0], u: [matrix[0][k]], v: [matrix[1][k]], colour: [1, 3][k], thick: true }));
  const most = (values) => Math.max(...values.map(Math.abs));
  const reach = Math.max(REACH + 0.5, most(moved.flat()) * 1.15, most(matrix.flat()) * 1.15);
  layers.push(...eigenvectors(matrix, reach));
  const limits = [-reach, reach];
  return { kind: "plane", layers, x: { label: { text: "first coordinate", latex: "" }, limits },
    y: { label: { text: "second coordinate", latex: "" }, limits }, equal: true };
}

function grid(matrix) { // the images of the lines of the unit grid, as one curve with gaps
  const points = [];
  for (let k = -REACH; k <= REACH; k++) {
    for (const [from, to] of [[[k, -REACH], [k, REACH]], [[-REACH, k], [REACH, k]]]) {
      points.push(image(matrix, from), image(matrix, to), [NaN, NaN]);
    }
  }
  return points;
}

function eigenvectors(matrix, reach) {
  const [[a, b], [c, d]] = matrix;
  const size = Math.max(...matrix.flat().map(Math.abs));
  if (Math.abs(b) + Math.abs(c) + Math.abs(a - d) <= 1e-8 * size + 1e-8) return []; // all directions are kept
  const half = (a - d) / 2;
  const square = half * half + b * c;
  if (square < -1e-24 * Math.max(size * size, 1)) return []; // it turns every direction
  const root = Math.sqrt(Math.max(square, 0));
  const values = root > 1e-7 * size ? [(a + d) / 2 + root, (a + d) / 2 - root] : [(a + d) / 2];
  return values.map((value, k) => {
    // Both rows of A - value are orthogonal to it; the longer one has the fewer rounding errors.
    const rows = [[a - value, b], [c, d - value]].sort((p, q) => Math.hypot(...q) - Math.hypot(...p));
    const v = [-rows[0][1], rows[0][0]];
    const length = Math.max(...v.map(Math.abs));
    const end = v.map((x) => (x / length) * reach);
    return line(`eigenvector, eigenvalue ${rounded(value)}`, [end.map((x) => -x), end],
      { dashed: true, colour: [4, 5][k] });
  });
}
