// Pictures over two numbers: contours with the gradient, a surface, a field of arrows, a table of whole numbers.

import { places } from "./chart.js";
import { extent, finite, linspace, nice, quantiles } from "./numbers.js";

const COARSE = 41; // places along an axis of a table
const ARROWS = 11;
const SHORTEST = 4e-3; // of a gradient against the longest: of others no arrow can be seen
const LEVELS = 16;
const VALLEY = 0.02; // of the range: below it lies a tenth of the plane where levels grow by factors
const ROUNDING = 1e-13;

export function contours(chart, head, grid) { // the heights of a number over two others, with arrows along its gradient
  const [u, v] = chart.coordinates;
  if (u.whole || v.whole) return table(chart, head);
  const [x, y] = [places(u, grid), places(v, grid)];
  const z = over(chart, x, y);
  const layers = [{ type: "contours", name: head.text, x, y, z, ...levelsOf(z) },
    ...gradientArrows(chart, ...[x, y].map((c) => linspace(c[0], c[c.length - 1], ARROWS + 2).slice(1, -1)))];
  return { kind: "contours", layers, x: axis(u, x), y: axis(v, y), z: { label: head, limits: null },
    equal: alike(x, y) };
}

const axis = (u, x) => ({ label: u.label, limits: [x[0], x[x.length - 1]] });

export function surface(chart, head, grid) { // the same heights in space
  const [u, v] = chart.coordinates;
  const [x, y] = [places(u, grid), places(v, grid)];
  return { kind: "surface", layers: [{ type: "surface", name: head.text, x, y, z: over(chart, x, y) }],
    x: { label: u.label, limits: null }, y: { label: v.label, limits: null }, z: { label: head, limits: null } };
}

export function field(chart) { // a vector of two numbers at every point of a plane: arrows
  const [u, v] = chart.coordinates;
  const points = places(v, ARROWS + 4).flatMap((b) => places(u, ARROWS + 4).map((a) => [a, b]));
  const arrows = scaled(points, points.map((p) => chart.value(...p)), ARROWS + 4);
  return { kind: "field", layers: [arrows], x: { label: u.label, limits: null }, y: { label: v.label, limits: null },
    equal: alike(...[0, 1].map((k) => points.map((p) => p[k]))) };
}

export function over(chart, x, y) { // z[i][j] at x[j], y[i]
  return y.map((b) => x.map((a) => chart.value(a, b)));
}

export function levelsOf(z, flat = z.flat()) { // heights at which to draw lines; whether these grow by factors above a floor
  const known = finite(flat);
  if (!known.length) return { levels: [], logarithmic: false, floor: 0 };
  let [low, high] = extent(known);
  if (high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high))) {
    return { levels: [low], logarithmic: false, floor: low };
  }
  const [small, tenth, first, last] = quantiles(known, [0.005, 0.1, 0.02, 0.98]);
  if (z && tenth - low < VALLEY * (high - low) && lowestInside(z)) {
    const bottom = Math.max(small - low, (high - low) * 1e-6);
    const ratio = Math.log((high - low) / bottom) / (LEVELS - 1);
    const levels = Array.from({ length: LEVELS }, (_, k) => low + bottom * Math.exp(k * ratio));
    return { levels, logarithmic: true, floor: low };
  }
  const room = last - first || high - low;
  [low, high] = [Math.max(low, first - room), Math.min(high, last + room)]; // poles are cut off
  const step = nice((high - low) / (LEVELS - 1));
  const levels = [];
  for (let k = Math.floor(low / step); k <= Math.ceil(high / step); k++) levels.push(step * k);
  return { levels, logarithmic: false, floor: low };
}

function lowestInside(z) { // a valley, not the foot of a hill
  let best = [0, 0];
  let least = Infinity;
  z.forEach((row, i) => row.forEach((value, j) => { if (value < least) [least, best] = [value, [i, j]]; }));
  return best[0] > 0 && best[0] < z.length - 1 && best[1] > 0 && best[1] < z[0].length - 1;
}

function gradientArrows(chart, x, y) { // none where there is no derivative
  if (!chart.hasSlopes) return [];
  const points = y.flatMap((b) => x.map((a) => [a, b]));
  const arrows = scaled(points, points.map((p) => chart.slopes(...p)), x.length);
  return arrows.x.length ? [arrows] : [];
}

function scaled(points, rows, count) { // lengths by the square root, so that small ones are seen, fit into the grid
  let good = rows.map((row, k) => k).filter((k) => rows[k].every(Number.isFinite) && rows[k].some((a) => a !== 0));
  const [most] = good.length ? quantiles(good.map((k) => Math.hypot(...rows[k])), [0.95]) : [0];
  good = good.filter((k) => Math.hypot(...rows[k]) > SHORTEST * most);
  const [x, y] = [0, 1].map((i) => good.map((k) => points[k][i]));
  if (!good.length) return { type: "arrows", name: "gradient", x, y, u: [], v: [] };
  const length = good.map((k) => Math.hypot(...rows[k]));
  const wide = [x, y].map((c) => { const [a, b] = extent(c); return b - a || 1; });
  const cell = Math.min(...wide) / Math.max(count - 1, 1);
  const factor = length.map((l) => (0.85 * cell * Math.min(Math.sqrt(l / most), 1)) / l);
  const [u, v] = [0, 1].map((i) => good.map((k, j) => rows[k][i] * factor[j]));
  return { type: "arrows", name: "gradient", x, y, u, v };
}

function table(chart, head) { // over whole numbers: one field each
  const [u, v] = chart.coordinates;
  const [x, y] = [places(u, COARSE), places(v, COARSE)];
  return { kind: "heat map", layers: [{ type: "heat map", name: head.text, x, y, z: over(chart, x, y) }],
    x: { label: u.label, limits: null }, y: { label: v.label, limits: null }, z: { label: head, limits: null } };
}

function alike(x, y) {
  const [a, b] = [x, y].map((c) => { const [low, high] = extent(c); return high - low || 1; });
  return a / b >= 0.5 && a / b <= 2;
}
