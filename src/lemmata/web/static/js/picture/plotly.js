// Layers as Plotly draws them, the same as in Python.

import { colour, faint, heights, levelHeights, levelTicks, strokes } from "./looks.js";
import { rounded } from "./numbers.js";

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
    const marker = { size: layer.hollow ? 9 : worded ? 7 : 4, color: layer.hollow ? theme.ground : own,
      line: { color: own, width: layer.hollow ? 2 : 0 } };
    return [{ type: "scatter", x: layer.x, y: layer.y, mode: worded ? "markers+text" : "markers", marker,
      name: layer.name, showlegend: Boolean(layer.name), text: worded ? layer.words : null, textposition: "top right",
      cliponaxis: false }];
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
    return [{ type: "scatter", x, y, mode: "lines", line: { color: layer.colour == null ? theme.shaft
      : colour(theme, layer.colour), width: layer.thick ? 3 : 1.2 }, name: layer.name, showlegend: Boolean(layer.name),
    hoverinfo: "name" }];
  },

  "heat map"(layer, theme, scales) {
    const made = { type: "heatmap", x: layer.x, y: layer.y, z: layer.z, name: layer.name,
      colorscale: layer.symmetric ? scales.diverging : scales.rising, colorbar: BAR,
      hovertemplate: "row %{y}, column %{x}: %{z:.5g}<extra></extra>" };
    if (layer.symmetric) made.zmid = 0;
    if (layer.written) Object.assign(made, { text: layer.z.map((row) => row.map((v) => rounded(v))), texttemplate: "%{text}" });
    return [made];
  },
};

export function layout(base, frame, theme) { // what Python's drawing says, with this frame's axes, in the page's colours
  const named = frame.layers.filter((layer) => layer.name);
  const several = named.filter((layer) => layer.type !== "contours").length > 1;
  const showlegend = several && !["bars", "heat map", "surface"].includes(frame.kind);
  const axis = (own, side) => {
    const made = { ...own, gridcolor: theme.grid, zerolinecolor: theme.zero, tickfont: { color: theme.text } };
    const { limits } = frame[side] ?? {};
    if (limits && !(side === "y" && frame.downwards)) made.range = limits;
    return made;
  };
  const made = { ...base, showlegend, font: { ...base.font, color: theme.text, family: "inherit" }, title: undefined,
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", autosize: true, width: undefined,
    hoverlabel: { font: { color: theme.text }, bgcolor: theme.ground, bordercolor: theme.grid },
    legend: { ...base.legend, font: { color: theme.text } } };
  if (base.scene) {
    made.scene = { ...base.scene };
    for (const side of ["x", "y", "z"]) made.scene[`${side}axis`] = axis(base.scene[`${side}axis`], side);
    return made;
  }
  made.xaxis = axis(base.xaxis, "x");
  made.yaxis = axis(base.yaxis, "y");
  return made;
}
