// How pictures look: the colours of the page that they stand on, arrow heads, heights of contours.

import { rounded } from "./numbers.js";

const HEAD = 0.32; // of an arrow: length against the shaft
const OPENING = 0.42; // half the angle

// For pages that say nothing; the page's own colours go first.
export const THEMES = {
  light: { text: "#1f2937", grid: "#e5e7eb", zero: "#9ca3af", shaft: "#111827", line: "white", ground: "white",
    colours: ["#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#0891b2", "#db2777", "#6b7280"] },
  dark: { text: "#e5e7eb", grid: "#374151", zero: "#6b7280", shaft: "#f9fafb", line: "#1f2937", ground: "#111827",
    colours: ["#60a5fa", "#f87171", "#34d399", "#fbbf24", "#a78bfa", "#22d3ee", "#f472b6", "#9ca3af"] },
};

const VARIABLES = { text: "--ink", grid: "--line", zero: "--soft", shaft: "--ink", line: "--raised", ground: "--raised" };

export function themeOf(target, wanted) { // the colours of the page around an element, or "light" or "dark" ones
  const chosen = wanted ?? document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const base = THEMES[dark ? "dark" : "light"];
  if (wanted) return base;
  const style = getComputedStyle(target);
  const read = (name, other) => style.getPropertyValue(name).trim() || other;
  const named = Object.fromEntries(Object.entries(VARIABLES).map(([key, name]) => [key, read(name, base[key])]));
  return { ...named, font: style.fontFamily, colours: base.colours.map((code, k) => read(`--curve-${k + 1}`, code)) };
}

export function framed(layout, theme = themeOf(document.documentElement)) { // a layout made elsewhere, in the page's colours
  const axes = Object.keys(layout).filter((key) => /^[xy]axis/.test(key));
  const own = (axis) => ({ ...axis, gridcolor: theme.grid, zerolinecolor: theme.zero, tickfont: { color: theme.text } });
  return { ...layout, ...Object.fromEntries(axes.map((key) => [key, own(layout[key])])), width: undefined,
    autosize: true, font: { ...layout.font, color: theme.text }, paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)" };
}

export const colour = (theme, index) => (index == null ? theme.colours[7] : theme.colours[index % theme.colours.length]);

export function faint(code) { // the colour of an area
  const hex = /^#(..)(..)(..)$/.exec(code);
  return hex ? `rgba(${hex.slice(1).map((h) => parseInt(h, 16)).join(", ")}, 0.12)` : code;
}

export function strokes({ x, y, u, v, thick }) { // shafts and heads of arrows as one line with gaps
  const [xs, ys] = [[], []];
  x.forEach((_, k) => {
    const head = thick ? Math.min(HEAD, 0.3 / Math.max(Math.hypot(u[k], v[k]), 1e-300)) : HEAD;
    const tip = [x[k] + u[k], y[k] + v[k]];
    const [one, other] = [Math.PI - OPENING, Math.PI + OPENING].map((angle) => {
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      return [tip[0] + head * (cos * u[k] - sin * v[k]), tip[1] + head * (sin * u[k] + cos * v[k])];
    });
    xs.push(x[k], tip[0], one[0], tip[0], other[0], NaN);
    ys.push(y[k], tip[1], one[1], tip[1], other[1], NaN);
  });
  return [xs, ys];
}

export function stretched(value, middle, stretch) { // the logarithm of how far it is from the middle, on either side of 0
  const away = (value - middle) / stretch;
  return Math.sign(away) * Math.log10(1 + Math.abs(away));
}

export const scaleTitle = (layer) => (layer.logarithmic || layer.stretch ? "steps grow" : "");

export function heights({ z, levels, logarithmic, floor, stretch }) { // what is coloured: values, or logarithms of how far they are from the floor
  if (stretch) return z.map((row) => row.map((v) => stretched(v, floor, stretch)));
  if (!logarithmic) return z;
  const least = (levels[0] - floor) / 10;
  return z.map((row) => row.map((v) => (Number.isNaN(v) ? Math.log10(least) : Math.log10(Math.max(v - floor, least)))));
}

export function levelHeights({ levels, logarithmic, floor, stretch }) {
  if (stretch) return levels.map((level) => stretched(level, floor, stretch));
  return logarithmic ? levels.map((level) => Math.log10(level - floor)) : levels;
}

export function levelTicks(layer, most = 7) { // places on the scale of heights with the values that stand there
  const every = Math.max(1, Math.ceil(layer.levels.length / most));
  const taken = (list) => list.filter((_, k) => k % every === 0);
  const words = taken(layer.levels).map((v) => (layer.logarithmic || layer.stretch ? rounded(Number(v.toPrecision(2))) : rounded(v)));
  return [taken(levelHeights(layer)), words];
}
