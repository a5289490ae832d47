// Layers as Plotly draws them, the same as in Python.

import { colour, faint, heights, levelHeights, levelTicks, strokes } from "./looks.js";
import { quantiles, rounded } from "./numbers.js";

const [WIDTH, THIN] = [2.4, 1];
const BAR = { outlinewidth: 0, thickness: 14 };
const VALUE = "(%{x:.4g}, %{y:.4g}): %{z:.5g}<extra></extra>";

export function traces(layers, theme, scales) {
  return layers.flatMap((layer) => DRAWN[layer.type](layer, theme, scales));
}

const DRAWN = {
  curve(layer, theme) {
    const own = colour(theme, layer.colour);
    const line = { color: own, width: layer.thin ? THIN : WIDTH };
    const shared = { name: layer.name, showlegend: Boolean(layer.name), mode: "lines" };
    if (layer.z) {
      return [{ type: "scatter3d", x: layer.x, y: layer.y, z: layer.z, line: { ...line, width: 5 }, ...shared }];
    }
    line.dash = !layer.dashed ? "solid" : layer.thin ? "dot" : "dash";
    const made = { type: "scatter", x: layer.x, y: layer.y, line, connectgaps: false, ...shared };
    if (layer.filled) {
      const last = layer.x.length - 1;
      const near = (c) => Math.abs(c[0] - c[last]) <= 1e-8 + 1e-5 * Math.abs(c[last]);
      Object.assign(made, { fill: near(layer.x) && near(layer.y) ? "toself" : "tozeroy", fillcolor: faint(own) });
    }
    return [made];
  },

  points(layer, theme) {
    const own = colour(theme, layer.colour);
    if (layer.words?.length && layer.colour == null) {
      return [{ type: "scatter", x: layer.x, y: layer.y, mode: "text", text: layer.words, showlegend: false,
        hoverinfo: "skip", textfont: { size: 13 } }];
    }
    const worded = Boolean(layer.words?.length);
    const marker = { size: layer.size ?? (layer.hollow ? 9 : worded ? 7 : 4), color: layer.hollow ? theme.ground : own,
      line: { color: layer.ringed ? theme.ground : own, width: layer.hollow ? 2 : layer.ringed ? 1 : 0 } };
    return [{ type: "scatter", x: layer.x, y: layer.y, mode: worded ? "markers+text" : "markers", marker,
      name: layer.name, showlegend: Boolean(layer.name), text: worded ? layer.words : null, textposition: "top right",
      cliponaxis: false }];
  },

  region(layer, theme) { // which side of zero the plane is on, and how far
    const most = quantiles(layer.z.flat().filter(Number.isFinite).map(Math.abs), [0.9])[0] || 1;
    return [{ type: "heatmap", x: layer.x, y: layer.y, z: layer.z, zmin: -most, zmax: most, zsmooth: "best", showscale: false,
      hoverinfo: "skip", opacity: 0.45, colorscale: [[0, colour(theme, 0)], [0.5, theme.ground], [1, colour(theme, 1)]] }];
  },

  level(layer, theme) { // where the plane has this height
    return [{ type: "contour", x: layer.x, y: layer.y, z: layer.z, name: layer.name, showscale: false, hoverinfo: "skip",
      contours: { start: layer.level, end: layer.level, size: 1, coloring: "none" }, line: { color: theme.text, width: 2 }, showlegend: true }];
  },

  classes(layer, theme) { // which class the plane is in
    const scale = Array.from({ length: layer.count }, (_, k) => [k, k + 1].map((end) => [end / layer.count, colour(theme, k)])).flat();
    return [{ type: "heatmap", x: layer.x, y: layer.y, z: layer.z, zmin: -0.5, zmax: layer.count - 0.5, colorscale: scale,
      showscale: false, hoverinfo: "skip", opacity: 0.3 }];
  },

  stems(layer, theme) {
    const own = colour(theme, layer.colour);
    const lines = { type: "scatter", x: layer.x.flatMap((x) => [x, x, NaN]), mode: "lines",
      y: layer.y.flatMap((y) => [0 * y, y, NaN]), line: { color: own, width: 1.6 }, showlegend: false,
      hoverinfo: "skip" };
    return [lines, { type: "scatter", x: layer.x, y: layer.y, mode: "markers", name: layer.name,
      marker: { size: 8, color: own }, showlegend: Boolean(layer.name) }];
  },

  bars(layer, theme) {
    return [{ type: "bar", x: layer.x, y: layer.y, width: layer.width, name: layer.name, marker: {
      color: colour(theme, layer.colour), line: { color: theme.ground, width: 1 }, opacity: 0.85 },
    showlegend: Boolean(layer.name) }];
  },

  contours(layer, theme, scales) {
    const [tickvals, ticktext] = levelTicks(layer);
    const levels = levelHeights(layer);
    const step = levels.length > 1 ? levels[1] - levels[0] : 1;
    const made = { type: "contour", x: layer.x, y: layer.y, z: heights(layer), colorscale: scales.rising,
      name: layer.name, showscale: true, line: { width: 0.6, color: theme.line }, contours: { start: levels[0],
        end: levels[levels.length - 1], size: step }, colorbar: { tickvals, ticktext, ...BAR }, hovertemplate: VALUE };
    if (layer.logarithmic) Object.assign(made, { customdata: layer.z, hovertemplate: VALUE.replace("%{z", "%{customdata") });
    return [made];
  },

  surface(layer, theme, scales) {
    return [{ type: "surface", x: layer.x, y: layer.y, z: layer.z, colorscale: scales.rising, name: layer.name,
      contours: { z: { show: true, usecolormap: true, project: { z: true } } }, colorbar: BAR, hovertemplate: VALUE }];
  },

  arrows(layer, theme) {
    const [x, y] = strokes(layer);
    const shared = { type: "scatter", x, y, mode: "lines", name: layer.name };
    const shafts = { ...shared, line: { color: layer.colour == null ? theme.shaft : colour(theme, layer.colour),
      width: layer.thick ? 3 : 1.2 }, showlegend: Boolean(layer.name), hoverinfo: "name" };
    if (layer.colour != null) return [shafts];
    const around = { color: theme.line, width: 3.2 }; // they are seen on light and on dark heights
    return [{ ...shared, line: around, opacity: 0.7, showlegend: false, hoverinfo: "skip" }, shafts];
  },

  "heat map"(layer, theme, scales) {
    const [low, high] = layer.range ?? [];
    const symmetric = layer.range ? low < 0 && high > 0 : layer.symmetric;
    const most = Math.max(-low, high);
    const made = { type: "heatmap", x: layer.x, y: layer.y, z: layer.z, name: layer.name,
      colorscale: symmetric ? scales.diverging : scales.rising, colorbar: BAR,
      hovertemplate: "row %{y}, column %{x}: %{z:.5g}<extra></extra>" };
    if (layer.range) Object.assign(made, symmetric ? { zmin: -most, zmax: most } : { zmin: low, zmax: high });
    else if (symmetric) made.zmid = 0;
    if (layer.written) Object.assign(made, { text: layer.z.map((row) => row.map((v) => rounded(v))), texttemplate: "%{text}" });
    return [made];
  },
};

const CAMERA = { eye: { x: 1.5, y: -1.7, z: 0.95 } };
const MOST_TICKS = 12;

export function layout(base, frame, theme, width = base.width) { // Python's, with this frame's axes, in the page's colours
  const named = frame.layers.filter((layer) => layer.name);
  const several = named.filter((layer) => layer.type !== "contours").length > 1;
  const showlegend = several && !["bars", "heat map", "surface"].includes(frame.kind);
  const space = frame.layers.some((layer) => layer.type === "surface" || (layer.type === "curve" && layer.z));
  const rows = showlegend ? Math.ceil(named.length / 3) : 0;
  const flat = space || !frame.equal;
  const made = { ...base, showlegend, title: undefined, width: undefined, autosize: true, uirevision: "kept",
    height: flat ? Math.min(base.height, Math.max(300, 0.7 * width)) : Math.min(base.height, width) + 22 * rows,
    margin: space ? { l: 10, r: 10, t: 10, b: 10 } : { ...base.margin, t: 16 + 22 * rows, b: 52,
      r: frame.layers.some((layer) => layer.words?.length && layer.colour != null) ? 84 : base.margin.r },
    font: { ...base.font, color: theme.text, family: theme.font ?? "sans-serif" },
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    hoverlabel: { font: { color: theme.text }, bgcolor: theme.ground, bordercolor: theme.grid },
    legend: { ...base.legend, font: { color: theme.text } } };
  const side = (name) => axis(base[`${name}axis`] ?? base.scene?.[`${name}axis`] ?? {}, frame, name, theme);
  for (const name of ["xaxis", "yaxis", "scene"]) delete made[name];
  if (!space) return { ...made, xaxis: side("x"), yaxis: side("y") };
  const own = (name) => ({ ...side(name), showgrid: true, zeroline: false, scaleanchor: undefined, constrain: undefined });
  return { ...made, scene: { xaxis: own("x"), yaxis: own("y"), zaxis: own("z"), aspectmode: "cube", camera: CAMERA } };
}

function axis(base, frame, name, theme) {
  const { label, limits, ticks } = frame[name] ?? {};
  const made = { ...base, gridcolor: theme.grid, zerolinecolor: theme.zero, tickfont: { color: theme.text },
    title: { text: label?.text ?? "", standoff: 10 }, tickvals: undefined, ticktext: undefined };
  delete made.range;
  if (limits && !(name === "y" && frame.downwards)) made.range = limits;
  if (ticks?.length) {
    const every = Math.ceil(ticks.length / MOST_TICKS);
    const shown = ticks.filter((_, k) => k % every === 0);
    Object.assign(made, { tickvals: shown.map((t) => t[0]), ticktext: shown.map((t) => t[1]) });
  }
  return made;
}
