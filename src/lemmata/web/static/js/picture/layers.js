// From a formula to the layers of its picture: the kind follows from the types of its variables and of its value.

import { array } from "./arrays.js";
import { chart, starts } from "./chart.js";
import { components, curve } from "./lines.js";
import { extent } from "./numbers.js";
import { contours, field, levelsOf, surface } from "./planes.js";
import { triangle } from "./triangles.js";

const ROUGH = 25; // places along an axis, where only the extent is asked for
const ROOM = 0.6; // that a common axis has on each side of the one of the start, at most

export function drawn(picture, functions, values) { // the layers and axes where the sliders stand at these values
  const along = chart(picture, functions, values);
  const { head, shape, simplex, grid } = picture;
  const count = along.coordinates.length;
  if (!count) return array(along.now(), head);
  if (count === 1) return shape.length ? components(along, head) : curve(along, head, picture.derivative);
  if (simplex === 3) return triangle(along, head, grid);
  if (shape.length) return field(along);
  return picture.surface ? surface(along, head, grid) : contours(along, head, grid);
}

export function corners(picture) { // every slider at its ends while the others stay
  const start = starts(picture);
  return [start, ...picture.sliders.flatMap((s) => [s.low, s.high].map((end) => ({ ...start, [s.key]: end })))];
}

export function common(picture, functions) { // axes on which all can be seen, and levels, so that nothing but the data moves
  const rough = { ...picture, grid: picture.sliders.length ? ROUGH : picture.grid };
  const found = corners(picture).map((values) => drawn(rough, functions, values));
  const axes = Object.fromEntries(["x", "y", "z"].map((side) => [side, commonAxis(found, side)]));
  const heights = found.flatMap((p) => p.layers.filter((layer) => layer.type === "contours").map((layer) => layer.z));
  const levels = picture.sliders.length && heights.length ? commonLevels(heights) : null;
  const entries = found.flatMap((p) => p.layers.filter((layer) => layer.type === "heat map").map((layer) => layer.z));
  return { ...axes, levels, range: picture.sliders.length ? extent(entries.flat(2)) : null };
}

function commonLevels(heights) { // of a valley those of the start: its floor hardly moves, its slopes do
  const own = levelsOf(heights[0]);
  return own.logarithmic || own.stretch ? own : levelsOf(null, within(heights[0].flat(), heights.flat(2)));
}

function within(own, all) { // without what is so far from where the sliders start that nothing would be told apart there
  const [low, high] = extent(own) ?? [-Infinity, Infinity];
  const most = ROOM * (high - low || 1);
  return all.filter((value) => value >= low - most && value <= high + most);
}

function commonAxis(pictures, side) {
  const axes = pictures.map((p) => p[side] ?? { label: { text: "", latex: "" }, limits: null });
  const ends = pictures.map((p, k) => axes[k].limits ?? reach(p, side)).filter(Boolean);
  if (!ends.length || pictures.length === 1) return axes[0];
  let [low, high] = [Math.min(...ends.map((e) => e[0])), Math.max(...ends.map((e) => e[1]))];
  const own = axes[0].limits ?? reach(pictures[0], side);
  if (own) { // of ends that run away no more than leaves room to see where the sliders start
    const most = ROOM * (own[1] - own[0] || 1);
    [low, high] = [Math.max(low, own[0] - most), Math.min(high, own[1] + most)];
  }
  const room = axes.every((a) => a.limits) ? 0 : 0.04 * (high - low || 1);
  return { ...axes[0], limits: [low - room, high + room] };
}

function reach(picture, side) { // from the least to the largest value along an axis; null where nothing moves there
  const space = picture.layers.some((layer) => layer.type === "curve" && layer.z);
  if (["contours", "heat map", "simplex"].includes(picture.kind)) return null;
  if (side === "z" && picture.kind !== "surface" && !space) return null;
  const values = picture.layers.filter((layer) => layer.type !== "arrows" && layer[side])
    .map((layer) => layer[side].flat());
  const bars = picture.layers.filter((layer) => layer.type === "bars");
  if (side === "x") values.push(...bars.flatMap(({ x, width }) => [x.map((a) => a - width / 2), x.map((a) => a + width / 2)]));
  if (side === "y" && bars.length) values.push([0]);
  if (side === "y" && picture.layers.some((layer) => layer.type === "stems")) values.push([0]);
  return extent(values.flat());
}

export function frame(picture, functions, values, shared) { // what is drawn: layers on the axes that all share
  const found = drawn(picture, functions, values);
  const put = (layer) => {
    if (layer.type === "contours" && shared.levels) return { ...layer, ...shared.levels };
    return layer.type === "heat map" && shared.range ? { ...layer, range: shared.range } : layer;
  };
  return { ...found, layers: found.layers.map(put), x: { ...found.x, limits: shared.x.limits },
    y: { ...found.y, limits: shared.y.limits }, z: { ...found.z, limits: shared.z.limits } };
}

export function still(picture) { // the layers that came with the module; null is no value
  const number = (value) => (Array.isArray(value) ? value.map(number) : value === null ? NaN : value);
  const layers = picture.layers.map((layer) => Object.fromEntries(Object.entries(layer)
    .map(([key, value]) => [key, "xyzuv".includes(key) && Array.isArray(value) ? number(value) : value])));
  return { ...picture, layers };
}
