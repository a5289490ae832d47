// Pictures of a descent: the loss over two parameters with the way down, and step by step.

import { chart } from "../picture/chart.js";
import { extent } from "../picture/numbers.js";
import { path } from "../picture/paths.js";
import { contours } from "../picture/planes.js";
import { axis, label, points } from "./showing.js";

/** Entries of the parameters, as what a picture can go along: [{ key, name, places, label }]. */
export function entries(parameters, learned) {
  const inside = (name, value, places) => (Array.isArray(value) ? value.flatMap((one, k) => inside(name, one, [...places, k]))
    : [{ key: [name, ...places].join("."), name, places, label: label(places.length ? `${name}[${places.join(", ")}]` : name) }]);
  return learned.flatMap((name) => inside(name, parameters[name], []));
}

export const entryAt = (parameters, { name, places }) => places.reduce((array, k) => array[k], parameters[name]);

/** The loss over two entries, the others where they are, with the way of a descent; `way`: parameters step by step. */
export function overTwo(own, parameters, pair, way, head) {
  const places = way.length ? way : [parameters];
  const range = (c) => {
    const seen = places.map((p) => entryAt(p, c)).filter(Number.isFinite);
    const [low, high] = extent(seen) ?? [-1, 1];
    const half = Math.max(0.75 * (high - low), 0.5 * Math.max(Math.abs(high), Math.abs(low)), 1);
    return { low: (low + high) / 2 - half, high: (low + high) / 2 + half };
  };
  const names = Object.keys(parameters);
  const picture = { coordinates: pair.map((c) => ({ ...c, share: false, whole: false, values: null, ...range(c) })), sliders: [], sizes: {}, fixed: parameters, simplex: 0, shape: [] };
  const began = performance.now();
  own.loss(parameters);
  const grid = Math.round(Math.min(Math.max(Math.sqrt(400 / Math.max(performance.now() - began, 0.02)), 15), 45));
  const functions = { value: [(...list) => own.loss(Object.fromEntries(names.map((name, k) => [name, list[k]]))), names], slopes: {} };
  const found = contours(chart(picture, functions, {}), head, grid);
  return withWay({ ...found, equal: false, ground: found.layers }, pair, places);
}

/** The same contours with another way over them. */
export function withWay(frame, pair, way) {
  const line = path(thinned(way).map((p) => pair.map((c) => entryAt(p, c))), way.length > 1 ? "the way of the steps" : "");
  return { ...frame, layers: [...frame.ground, ...line] };
}

const thinned = (list, most = 300) => (list.length <= most ? list : list.filter((_, k) => k % Math.ceil(list.length / most) === 0 || k === list.length - 1));

/** The loss step by step. */
export function losses(list, head) {
  const x = thinned(list.map((_, k) => k)), y = x.map((k) => list[k]);
  const even = y.every((v) => v > 0) && Math.max(...y) / Math.min(...y) > 1e3;
  return { kind: "curve", layers: [{ type: "curve", name: "", x, y: even ? y.map(Math.log10) : y, colour: 0 }, points("", [x.at(-1)], [(even ? Math.log10 : Number)(y.at(-1))], 0)],
    x: axis("step", [0, Math.max(list.length - 1, 10)]), y: axis(even ? `${head.text}, power of ten` : head.text) };
}
