// Samples of a density, drawn in the browser: uniform numbers through the inverse of its distribution function.

import { chart, starts } from "./chart.js";
import { linspace } from "./numbers.js";

const FINE = 4000; // places of the table
const MOST = 400; // whole numbers
const BINS = 40;

export function uniforms(count, seed) { // the same for the same seed: mulberry32
  let state = seed >>> 0;
  return Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  });
}

function steps([low, high], whole) { // places of the support with the width that each stands for; far out these grow
  const [left, right] = [low ?? -Infinity, high ?? Infinity];
  if (whole) {
    const first = Math.max(left, -MOST);
    return Array.from({ length: Math.min(right, MOST) - first + 1 }, (_, k) => [first + k, 1]);
  }
  return Array.from({ length: FINE }, (_, k) => {
    const t = (k + 0.5) / FINE;
    const s = 2 * t - 1;
    if (low === null && high === null) return [s / (1 - s * s), ((1 + s * s) / (1 - s * s) ** 2) * (2 / FINE)];
    if (high === null) return [low + t / (1 - t), 1 / (1 - t) ** 2 / FINE];
    if (low === null) return [high - (1 - t) / t, 1 / t ** 2 / FINE];
    return [low + (high - low) * t, (high - low) / FINE];
  });
}

export function samples(picture, functions, values, numbers) { // one for each number between 0 and 1
  const along = chart(picture, functions, values);
  const [u] = along.coordinates;
  const table = [];
  let total = 0;
  for (const [x, width] of steps(picture.support, u.whole)) {
    const mass = (along.value(x) || 0) * width;
    total += mass;
    table.push([x, width, mass, total]);
  }
  return numbers.map((number) => {
    const wanted = number * total;
    let [low, high] = [0, table.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (table[middle][3] < wanted) low = middle + 1;
      else high = middle;
    }
    const [x, width, mass, sum] = table[low];
    return u.whole ? x : x + width * (0.5 - (sum - wanted) / (mass || 1));
  });
}

export function histogram(drawn, whole, [low, high], colour = 2) { // bars whose area is 1 where all are seen
  const name = `${drawn.length} samples`;
  if (whole) {
    const counts = new Map();
    for (const x of drawn) counts.set(x, (counts.get(x) ?? 0) + 1);
    const x = [...counts.keys()].sort((a, b) => a - b);
    return { type: "bars", name, x, y: x.map((k) => counts.get(k) / drawn.length), width: 0.6, colour };
  }
  const width = (high - low) / BINS;
  const heights = new Array(BINS).fill(0);
  for (const x of drawn) {
    const bin = Math.floor((x - low) / width);
    if (bin >= 0 && bin < BINS) heights[bin] += 1 / (drawn.length * width);
  }
  return { type: "bars", name, x: linspace(low + width / 2, high - width / 2, BINS), y: heights, width, colour };
}

export const seeded = (picture, functions, count, seed = 1, values = starts(picture)) => samples(picture, functions,
  values, uniforms(count, seed));
