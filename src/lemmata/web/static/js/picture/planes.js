// Pictures over two numbers: contours with the gradient, a surface, a field of arrows, a table of whole numbers.

import { places } from "./chart.js";
import { extent, finite, linspace, nice, quantiles } from "./numbers.js";
import { stretched } from "./looks.js";

const COARSE = 41; // places along an axis of a table
const ARROWS = 11;
const SHORTEST = 4e-3; // of a gradient against the longest: of others no arrow can be seen
const LEVELS = 16;
const VALLEY = 0.02; // of the range: below it lies a tenth of the plane where levels grow by factors
const FAR = 1.2; // times as far as nearly all values are from each other
const STEEP = 0.5; // of its height that a pole loses to the next place; a hill falls more slowly
const CROWDED = 0.4; // of the values between two levels: a picture that is mostly of one colour
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

export function levelsOf(z, flat = z.flat()) { // heights at which to draw lines, as in Python, with their scale
  const known = finite(flat);
  if (!known.length) return { levels: [], logarithmic: false, floor: 0, stretch: 0 };
  let [low, high] = extent(known);
  if (high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high))) {
    return { levels: [low], logarithmic: false, floor: low, stretch: 0 };
  }
  if (Math.abs(low) <= ROUNDING * (high - low)) low = 0;
  const [small, tenth, first, last] = quantiles(known, [0.005, 0.1, 0.02, 0.98]);
  if (z && tenth - low < VALLEY * (high - low) && lowestInside(z)) {
    const bottom = Math.max(small - low, (high - low) * 1e-6);
    const ratio = Math.log((high - low) / bottom) / (LEVELS - 1);
    const levels = Array.from({ length: LEVELS }, (_, k) => low + bottom * Math.exp(k * ratio));
    return { levels, logarithmic: true, floor: low, stretch: 0 };
  }
  const room = last - first || high - low;
  const pole = z && high - low > FAR * room && hasPole(z, known);
  [low, high] = [Math.max(low, first - room), Math.min(high, last + room)]; // poles are cut off
  const step = nice((high - low) / (LEVELS - 1));
  const levels = [];
  for (let k = Math.floor(low / step); k <= Math.ceil(high / step); k++) levels.push(step * k);
  return (pole && crowd(known, levels) > CROWDED * known.length && aroundPole(known)) || { levels, logarithmic: false, floor: low, stretch: 0 };
}

function hasPole(z, known) { // whether what is farthest from the middle stands alone, as no top of a hill does
  const [middle] = quantiles(known, [0.5]);
  const away = z.map((row) => row.map((value) => Math.abs(value - middle)));
  let [most, row, column] = [-1, 0, 0];
  away.forEach((line, i) => line.forEach((value, j) => { if (Number.isFinite(value) && value > most) [most, row, column] = [value, i, j]; }));
  return [[-1, 0], [1, 0], [0, -1], [0, 1]].map(([i, j]) => away[row + i]?.[column + j]).filter((value) => value !== undefined)
    .some((value) => !Number.isFinite(value) || value < STEEP * most);
}

function crowd(values, levels) { // how many values there are at most between two levels
  const counts = new Array(levels.length + 1).fill(0);
  for (const value of values) counts[levels.filter((level) => level <= value).length] += 1;
  return Math.max(...counts);
}

function aroundPole(known) { // levels by the logarithm of how far they are from the middle, on either side
  const [least, tenth, quarter, half, rest, most, last] = quantiles(known, [0.005, 0.1, 0.25, 0.5, 0.75, 0.9, 0.995]);
  const stretch = (rest - quarter) / 2;
  const floor = tenth < 0 && most > 0 ? 0 : half;
  if (stretch <= ROUNDING * Math.max(Math.abs(least), Math.abs(last))) return null;
  const levels = linspace(stretched(least, floor, stretch), stretched(last, floor, stretch), LEVELS)
    .map((h) => floor + Math.sign(h) * stretch * (10 ** Math.abs(h) - 1));
  return { levels, logarithmic: false, floor, stretch };
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
