// Points on a curve: more of them where it bends, gaps where it has no value or jumps.

import { extent, finite, linspace, quantiles } from "./numbers.js";

const FIRST = 257; // points at first
const MOST = 4000;
const ROUNDS = 8; // how often more are added
const HALVINGS = 44; // of an interval in which a curve jumps, begins or ends
const MOST_BREAKS = 80;
const ROUNDING = 1e-13; // what differs by less is constant
const STRAIGHT = 0.02; // how far in the picture's height a curve may leave its polygon

export function sampled(f, from, to) { // { x, y, limits }: NaN in every gap; limits where it is unbounded, else null
  let points = linspace(from, to, FIRST).map((x) => [x, f(x)]);
  const heights = () => points.map((p) => p[1]);
  const plain = finite(heights());
  const made = (limits) => ({ x: points.map((p) => p[0]), y: heights(), limits });
  if (!plain.length) return made(null);
  const [least, top] = extent(plain);
  const most = Math.max(Math.abs(least), Math.abs(top));
  if (plain.length === points.length && top - least <= ROUNDING * most) {
    const room = Math.max(most, 1) / 2;
    return made([points[0][1] - room, points[0][1] + room]);
  }
  // What of the height is seen tells how fine is fine enough.
  const [low, high] = broken(f, points, spread(plain)).unbounded ? seen(plain) : [least, top];
  const scale = high - low || Math.max(Math.abs(high), 1);
  points = refined(f, points, scale, low - scale, high + scale);
  const found = broken(f, points, scale);
  points = found.points;
  return made(found.unbounded ? seen(plain) : null);
}

function spread(values) {
  const [low, high] = quantiles(values, [0.03, 0.97]);
  const [least, top] = extent(values);
  return high - low || top - least || Math.max(Math.abs(values[0]), 1);
}

function seen(values) { // what is worth seeing of values of which some run away
  const [low, high] = quantiles(values, [0.06, 0.94]);
  const [least, top] = extent(values);
  const wide = high - low || Math.max(Math.abs(high), 1);
  return [Math.max(low - 0.8 * wide, least - 0.05 * wide), Math.min(high + 0.8 * wide, top + 0.05 * wide)];
}

function refined(f, start, scale, bottom, top) { // more points where three that can be seen are not on a line
  let points = start;
  const wide = points[points.length - 1][0] - points[0][0];
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = new Set();
    for (let k = 1; k < points.length - 1; k++) {
      const [[a, ya], [b, yb], [c, yc]] = [points[k - 1], points[k], points[k + 1]];
      const off = Math.abs(yb - (ya + ((b - a) / (c - a)) * (yc - ya))) / scale;
      if (!(off > STRAIGHT / 10 && yb > bottom && yb < top)) continue;
      if (b - a > 1e-7 * wide) wanted.add(k - 1);
      if (c - b > 1e-7 * wide) wanted.add(k);
    }
    if (!wanted.size || points.length + wanted.size > MOST) break;
    points = points.flatMap((p, k) => {
      if (!wanted.has(k)) return [p];
      const x = (p[0] + points[k + 1][0]) / 2;
      return [p, [x, f(x)]];
    });
  }
  return points;
}

function broken(f, points, scale) { // with gaps at jumps and poles, up to the ends of where there are values
  const { ends, grown } = edges(f, points);
  const steps = points.slice(1).map((p, k) => Math.abs(p[1] - points[k][1]) || 0);
  const steep = steps.map((step, k) => k)
    .filter((k) => steps[k] >= (steps[k - 1] ?? 0) && steps[k] >= (steps[k + 1] ?? 0) && steps[k] > STRAIGHT * scale)
    .sort((a, b) => steps[b] - steps[a]).slice(0, MOST_BREAKS);
  const middle = quantiles(finite(points.map((p) => p[1])), [0.5])[0];
  let poles = false;
  const more = [...ends];
  for (const k of steep) {
    const { left, right, jumps } = jump(f, points[k], points[k + 1]);
    if (!jumps) continue;
    more.push(left, [left[0], NaN], right); // not between them: a point may be there
    poles ||= Math.max(Math.abs(left[1]), Math.abs(right[1])) > 1e3 * (scale + Math.abs(middle));
  }
  const tops = spikes(f, points, scale, middle);
  more.push(...tops.map((x) => [x, NaN]));
  // Sorting keeps what is equal in its order: between neighbouring floats there is no number.
  const all = [...points, ...more].sort((a, b) => a[0] - b[0]);
  return { points: all, unbounded: grown || poles || tops.length > 0 };
}

function edges(f, points) { // the last points with a value beside those without; whether the values run away there
  const [least, top] = extent(points.map((p) => p[1]));
  const ends = [];
  let grown = false;
  for (let k = 0; k + 1 < points.length && ends.length < MOST_BREAKS; k++) {
    const first = Number.isFinite(points[k][1]);
    if (first === Number.isFinite(points[k + 1][1])) continue;
    let [inside, value] = first ? points[k] : points[k + 1];
    let outside = first ? points[k + 1][0] : points[k][0];
    let halfway = value;
    for (let step = 0; step < HALVINGS; step++) {
      const x = (inside + outside) / 2;
      const y = f(x);
      if (Number.isFinite(y)) [inside, value] = [x, y];
      else outside = x;
      if (step === HALVINGS / 2) halfway = value;
    }
    ends.push([inside, value]);
    grown ||= Math.abs(value - halfway) > 0.2 * (top - least || 1);
  }
  return { ends, grown };
}

function jump(f, one, other) { // the ends of the steepest half, of the steepest half, ...; whether the step in it stays
  let [left, right] = [one, other];
  const before = Math.abs(right[1] - left[1]);
  for (let k = 0; k < HALVINGS; k++) {
    let x = (left[0] + right[0]) / 2;
    let y = f(x);
    if (!Number.isFinite(y)) { // right on the pole: a little beside it
      x = left[0] + 0.4 * (right[0] - left[0]);
      y = f(x);
    }
    if (Math.abs(right[1] - y) > Math.abs(y - left[1])) left = [x, y];
    else right = [x, y];
  }
  return { left, right, jumps: Math.abs(right[1] - left[1]) > 0.5 * before };
}

function spikes(f, points, scale, middle) { // where values run away to the same side from left and right, as 1/x² does
  const height = points.map((p) => Math.abs(p[1] - middle) || 0);
  const found = [];
  let tried = 0;
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let k = 1; k < points.length - 1 && tried < MOST_BREAKS; k++) {
    if (!(height[k] >= height[k - 1] && height[k] >= height[k + 1] && height[k] > 2 * scale)) continue;
    tried++;
    let [low, high, top] = [points[k - 1][0], points[k + 1][0], height[k]];
    for (let step = 0; step < HALVINGS; step++) {
      const a = high - ratio * (high - low);
      const b = low + ratio * (high - low);
      const [atA, atB] = [Math.abs(f(a)), Math.abs(f(b))];
      if (!(atA < atB)) high = b; // a point without a value is a top
      else low = a;
      for (const y of [atA, atB]) if (y > top) top = y;
    }
    if (top > 1e4 * height[k]) found.push((low + high) / 2);
  }
  return found;
}
