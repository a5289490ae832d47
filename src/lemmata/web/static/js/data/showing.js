// Pictures of data: what is fitted with its points, arrays.

import { array } from "../picture/arrays.js";
import { extent, linspace } from "../picture/numbers.js";
import { histogram } from "../picture/samples.js";
import { byRows, flat, mapped } from "./running.js";

const [FINE, ALONG, MOST_CLASSES, MOST_ARRAY] = [61, 240, 10, 150];
export const label = (text) => ({ text, latex: "" });
export const axis = (text, limits = null) => ({ label: label(text), limits });

function wide(values, share = 0.06) { // the ends of an axis, with room
  const [low, high] = extent(values) ?? [-1, 1];
  const room = share * (high - low) || 0.5 * Math.max(Math.abs(high), 1);
  return [low - room, high + room];
}

/** The columns of the inputs of what is fitted: [{ name, place, values }]. */
function columns(values, inputs, names) {
  return inputs.flatMap((name) => (Array.isArray(values[name][0])
    ? values[name][0].map((_, k) => ({ name: names[name]?.[k] ?? `${name} ${k + 1}`, values: values[name].map((row) => row[k]) }))
    : [{ name: names[name]?.[0] ?? name, values: values[name] }]));
}

function put(values, inputs, rows) { // rows of all columns as the arrays of the inputs
  let from = 0;
  return Object.fromEntries(inputs.map((name) => {
    const boxed = Array.isArray(values[name][0]), count = boxed ? values[name][0].length : 1, start = from;
    from += count;
    return [name, rows.map((row) => (boxed ? row.slice(start, start + count) : row[start]))];
  }));
}

export const points = (name, x, y, colour, more = {}) => ({ type: "points", name, x, y, words: [], colour, size: 7, ...more });

/** The data with what is fitted to them, or the data alone; null where nothing of it can be drawn. `names`: of columns. */
export function fit(own, values, parameters, names) {
  const { model } = own;
  if (!model) return cloud(own, values, parameters, names);
  const target = values[model.target];
  const inside = columns(values, model.inputs, names);
  const classes = [...new Set(flat(target))].sort((a, b) => a - b);
  const rowwise = byRows(model, values, parameters);
  const called = names[model.target]?.[0] ?? model.target;
  const at = (rows) => model.at(put(values, model.inputs, rows), parameters);
  const now = at(inside[0].values.map((_, i) => inside.map((c) => c.values[i])));
  const single = !Array.isArray(now[0]);
  if (inside.length === 1 && single) {
    const [{ name, values: x }] = inside, limits = wide(x);
    const along = linspace(...limits, ALONG);
    const fitted = rowwise ? [{ type: "curve", name: model.label, x: along, y: at(along.map((one) => [one])), colour: 1 }]
      : [points(model.label, x, now, 1)];
    const [low, high] = wide(target, 0.25);
    const shown = wide([...target, ...fitted[0].y.filter((v) => v > low && v < high)]);
    return { kind: "curve", layers: [points("data", x, target, 0), ...fitted], x: axis(name, limits), y: axis(called, shown) };
  }
  if (inside.length === 2 && rowwise && classes.length >= 2 && classes.length <= MOST_CLASSES) return regions(model, target, inside, classes, at, single, called);
  if (!single) return null;
  const ends = wide([...target, ...now.filter(Number.isFinite)]);
  return { kind: "curve", layers: [{ type: "curve", name: "equal", x: ends, y: ends, colour: 7, dashed: true }, points("rows", target, now, 0)],
    x: axis(called, ends), y: axis(model.label, ends) };
}

function regions(model, target, inside, classes, at, single, called) { // of the plane, for each class, with the rows
  const [x, y] = inside.map((c) => linspace(...wide(c.values, 0.12), FINE));
  const found = at(y.flatMap((b) => x.map((a) => [a, b])));
  const heights = single ? found : found.map((row) => row.indexOf(Math.max(...row)));
  const within = single && flat(found).every((v) => v >= 0 && v <= 1);
  const level = model.difference ? (classes[0] + classes.at(-1)) / 2 : within ? 0.5 : 0;
  const z = y.map((_, i) => heights.slice(i * x.length, (i + 1) * x.length));
  const layers = single ? [{ type: "region", x, y, z: z.map((row) => row.map((v) => v - level)) }, { type: "level", name: `${model.label} = ${level}`, x, y, z, level }]
    : [{ type: "classes", x, y, z, count: found[0].length }];
  classes.forEach((one, k) => {
    const rows = target.map((_, i) => i).filter((i) => target[i] === one);
    layers.push(points(`${called} = ${one}`, rows.map((i) => inside[0].values[i]), rows.map((i) => inside[1].values[i]), single ? k : one, { ringed: true }));
  });
  return { kind: "curve", layers, x: axis(inside[0].name, [x[0], x.at(-1)]), y: axis(inside[1].name, [y[0], y.at(-1)]) };
}

function cloud(own, values, parameters, names) { // data that nothing is fitted to: points of the plane, or a histogram
  const square = (name) => own.formula.variables.some((v) => v.name === name && v.shape[0] === v.shape[1]); // of a map, no points
  const plane = Object.entries(values).find(([name, value]) => Array.isArray(value[0]) && !Array.isArray(value[0][0]) && value[0].length === 2 && !square(name));
  const columnsOf = (value) => [0, 1].map((k) => value.map((row) => row[k]));
  if (plane) {
    const [name, value] = plane;
    const layers = [points(name, ...columnsOf(value), 0)];
    for (const [other, rows] of Object.entries(parameters)) { // in the same plane: centres, directions
      if (Array.isArray(rows?.[0]) && rows[0].length === 2) layers.push(points(other, ...columnsOf(rows), 1, { size: 13, ringed: true }));
    }
    const [x, y] = [0, 1].map((k) => wide(layers.flatMap((layer) => (k ? layer.y : layer.x))));
    return { kind: "curve", layers, x: axis(names[name]?.[0] ?? `${name} 1`, x), y: axis(names[name]?.[1] ?? `${name} 2`, y) };
  }
  const lists = Object.entries(values).filter(([, value]) => Array.isArray(value) && !Array.isArray(value[0]));
  const pair = lists.filter(([, value]) => value.length === lists[0][1].length);
  const called = (name) => names[name]?.[0] ?? name;
  if (pair.length >= 2) {
    const [[a, x], [b, y]] = pair;
    return { kind: "curve", layers: [points("data", x, y, 0)], x: axis(called(a), wide(x)), y: axis(called(b), wide(y)) };
  }
  if (!lists.length) return null;
  const [[name, x]] = lists;
  const simplex = own.formula.variables.some((v) => v.name === name && ["simplex", "unit"].includes(v.domain));
  if (simplex || x.length < 12) return array(x, label(called(name)));
  return { kind: "bars", layers: [{ ...histogram(x, false, wide(x, 0.01), 0), name: called(name) }], x: axis(called(name)), y: axis("density") };
}

/** Bars of a vector, a heat map of a matrix; null of what is neither, or too large to be seen. */
export function arrayed(value, text) {
  if (!Array.isArray(value) || Array.isArray(value[0]?.[0]) || value.length > MOST_ARRAY * (Array.isArray(value[0]) ? 1 : 4)) return null;
  if (Array.isArray(value[0]) && (value[0].length > MOST_ARRAY || !value[0].length)) return null;
  if (!flat(value).some(Number.isFinite)) return null;
  return array(mapped(value, (x) => (Number.isFinite(x) ? x : NaN)), label(text));
}
