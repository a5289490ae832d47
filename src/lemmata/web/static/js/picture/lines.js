// Pictures along one number: a curve with its derivative, stems, a curve in the plane or in space.

import { places } from "./chart.js";
import { sampled } from "./curves.js";
import { counted, extent } from "./numbers.js";

const ALONG = 400; // points of a curve in the plane
const WIDER = [[-3, 3], [-10, 10], [-100, 100], [-1000, 1000]];

export function curve(chart, head, derivative) { // the values of a number along another one; stems where that is whole
  const [u] = chart.coordinates;
  if (u.whole) {
    const x = places(u, 0);
    return { kind: "stems", layers: [{ type: "stems", name: head.text, x, y: x.map(chart.value), colour: 0 }],
      x: { label: u.label, limits: null, ticks: ticks(x) }, y: { label: head, limits: null } };
  }
  const { x, y, limits } = followed(chart, u);
  const layers = [{ type: "curve", name: head.text, x, y, colour: 0 }];
  const ends = [x[0], x[x.length - 1]];
  let shown = limits;
  if (derivative && chart.hasSlopes) {
    const slope = u.values ? { x: u.values, y: u.values.map((v) => chart.slopes(v)[0]), limits: null }
      : sampled((v) => chart.slopes(v)[0], ...ends);
    layers.push({ type: "curve", name: `derivative by ${u.label.text}`, x: slope.x, y: slope.y, dashed: true,
      colour: 1 });
    shown = both(limits, slope.limits, y, slope.y);
  }
  return { kind: "curve", layers, x: { label: u.label, limits: ends }, y: { label: head, limits: shown } };
}

function ticks(x) {
  return x.length <= 25 ? x.map((k) => [k, String(k)]) : [];
}

function followed(chart, u) { // over a wider range where it has hardly values and nobody asked for this one
  if (u.values) return { x: u.values, y: u.values.map((v) => chart.value(v)), limits: null };
  const same = u.low === WIDER[0][0] && u.high === WIDER[0][1];
  let found;
  for (const [low, high] of u.chosen || !same ? [[u.low, u.high]] : WIDER) {
    found = sampled(chart.value, low, high);
    if (found.y.filter(Number.isFinite).length > 0.2 * found.y.length) break;
  }
  return found;
}

function both(one, other, y, slope) { // what shows both curves
  if (!one && !other) return null;
  const [own, second] = [one ?? extent(y), other ?? extent(slope)];
  if (!own || !second) return own ?? second;
  const room = own[1] - own[0] || 1; // of the derivative, no more than leaves the curve itself half of the height
  return [Math.max(Math.min(own[0], second[0]), own[0] - room / 2),
    Math.min(Math.max(own[1], second[1]), own[1] + room / 2)];
}

export function components(chart, head) { // a vector along one number
  const [u] = chart.coordinates;
  const t = places(u, ALONG);
  const rows = t.map((v) => chart.value(v));
  const count = rows[0].length;
  const column = (k) => rows.map((row) => row[k]);
  if (u.whole || (count !== 2 && count !== 3)) {
    const layers = Array.from({ length: count }, (_, k) => ({ type: u.whole ? "stems" : "curve", name: `entry ${k + 1}`,
      x: t, y: column(k), colour: k }));
    return { kind: u.whole ? "stems" : "curve", layers, x: { label: u.label, limits: null, ticks: u.whole ? ticks(t)
      : [] }, y: { label: head, limits: null } };
  }
  const [name, ...inside] = head.text.split("(");
  const labels = Array.from({ length: count }, (_, k) => ({ text: [counted(name, k), ...inside].join("("),
    latex: `${head.latex}_{${k + 1}}` }));
  const axes = Object.fromEntries(labels.map((label, k) => ["xyz"[k], { label, limits: null }]));
  const line = { type: "curve", name: head.text, x: column(0), y: column(1), colour: 0 };
  if (count === 3) return { kind: "parametric curve", layers: [{ ...line, z: column(2) }], ...axes };
  return { kind: "parametric curve", layers: [line, marked(u, t, rows)], ...axes, equal: comparable(rows) };
}

function widths(rows) {
  return [0, 1].map((k) => {
    const ends = extent(rows.map((row) => row[k]));
    return ends ? ends[1] - ends[0] : 0;
  });
}

function marked(u, t, rows) { // where the curve is at five values, those at one place together
  const wide = widths(rows).map((w) => w || 1);
  const groups = [];
  for (let j = 0; j < 5; j++) {
    const k = Math.round((j * (t.length - 1)) / 4);
    if (!rows[k].every(Number.isFinite)) continue;
    const near = groups.find((g) => [0, 1].every((i) => Math.abs(rows[g[0]][i] - rows[k][i]) / wide[i] < 0.03));
    if (near) near.push(k);
    else groups.push([k]);
  }
  const words = groups.map((g) => `${u.label.text} = ${g.map((k) => Number(t[k].toPrecision(3))).join(", ")}`);
  return { type: "points", name: "", x: groups.map((g) => rows[g[0]][0]), y: groups.map((g) => rows[g[0]][1]), words,
    colour: 0 };
}

function comparable(rows) { // whether both entries are of one size, so that angles can be seen
  const wide = widths(rows);
  return Math.min(...wide) * 4 > Math.max(...wide);
}
