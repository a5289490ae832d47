// Pictures of formulas that move with sliders. A module of a formula (`picture`, `functions`) says what is drawn;
// its layers are computed here, and Plotly draws them: the global `Plotly`, from its own script.

import { button, choice, element, slider, toggle } from "./controls.js";
import { chart, starts } from "./chart.js";
import { grips, reached } from "./grips.js";
import { common, frame, still } from "./layers.js";
import { themeOf } from "./looks.js";
import { descent, path } from "./paths.js";
import { layout, traces } from "./plotly.js";
import { histogram, samples, uniforms } from "./samples.js";
import { staged } from "./stage.js";
import { pathSliders, pathStarts, rateOf } from "./ways.js";

const [DRAWS, MOST_DRAWS] = [500, 20000]; // samples at a time, and together
const CONFIG = { responsive: true, displaylogo: false, displayModeBar: false, scrollZoom: false };

const plainLabel = (target, label) => { target.textContent = label.text; };

/**
 * Draws a picture into an element, with its sliders under it.
 *
 * options:
 *   values   where sliders stand by their keys, and switches: derivative, surface, samples
 *   change   called with such values whenever one changed
 *   theme    "light", "dark", or colours (as in looks.js); else the page's own
 *   label    writes a label { text, latex } into an element
 *
 * Gives { values(), set(values), redraw(), remove() }.
 */
export function draw(target, module, options = {}) {
  const { picture, functions, rules = [] } = module;
  const plotly = options.Plotly ?? globalThis.Plotly;
  const write = options.label ?? plainLabel;
  const state = { ...starts(picture), derivative: picture.derivative, surface: picture.surface, samples: 0,
    ...(rules.length ? pathStarts(picture, rules) : {}) };
  const first = { ...state };
  const known = (values) => accepted(values ?? {}, state, picture, rules);
  Object.assign(state, known(options.values));

  target.replaceChildren();
  target.classList.add("picture");
  const stage = element("div", "picture-stage", target);
  const plot = element("div", "picture-plot", stage);
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", picture.about);
  const controls = element("div", "picture-controls", target);
  const setters = new Map();
  let shared = null;
  const place = staged(plot, redraw);

  function current() { // the picture as the switches want it
    return { ...picture, derivative: state.derivative, surface: state.surface };
  }

  function drawn() {
    if (!functions) return still(picture);
    const now = current();
    shared ??= common(now, functions);
    const found = frame(now, functions, state, shared);
    if (state.samples && picture.support) {
      const numbers = samples(now, functions, state, uniforms(state.samples, 1));
      const [u] = picture.coordinates;
      found.layers = [histogram(numbers, u.whole, found.x.limits ?? [u.low, u.high]), ...found.layers];
    }
    if (rules.length && !state.surface && functions.slopes) {
      const rule = rules.find((r) => r.name === state.rule) ?? rules[0];
      const start = [state.start_1, state.start_2];
      const points = descent(chart(now, functions, state), rule, start, 10 ** state.rate, state.steps);
      found.layers = [...found.layers.filter((layer) => layer.type !== "arrows"), ...path(points, rule.name)];
    }
    return found;
  }

  function redraw() {
    const found = drawn();
    const theme = typeof options.theme === "object" ? options.theme : themeOf(target, options.theme);
    plotly.react(plot, traces(found.layers, theme, picture.scales), layout(picture.layout, found, theme, plot.clientWidth || undefined), CONFIG);
    grip?.(matrix(state));
  }

  function moved(key, value, anew = false) {
    state[key] = value;
    if (key === "samples") setters.get(key)(value);
    if (anew) shared = null;
    place.later();
    options.change?.({ ...state });
  }

  if (functions) {
    for (const own of picture.sliders) {
      setters.set(own.key, slider(controls, { ...own, value: state[own.key] }, write, (v) => moved(own.key, v)));
    }
    if (rules.length) {
      if (rules.length > 1) setters.set("rule", choice(controls, "rule", rules.map((r) => r.name), state.rule,
        (name) => set({ rule: name, rate: rateOf(rules.find((r) => r.name === name)) }, true, false)));
      for (const [key, own] of Object.entries(pathSliders(picture))) {
        setters.set(key, slider(controls, { ...own, value: state[key] }, write, (v) => moved(key, v)));
      }
    }
    const row = element("div", "picture-switches", controls);
    const contours = picture.coordinates.length === 2 && !picture.simplex && !picture.shape.length
      && !picture.coordinates.some((c) => c.whole);
    if (picture.kind === "curve" && picture.coordinates.length === 1 && functions.slopes[picture.coordinates[0].name]) {
      setters.set("derivative", toggle(row, "derivative", state.derivative, (on) => moved("derivative", on, true)));
    }
    if (contours) setters.set("surface", toggle(row, "surface in 3D", state.surface, (on) => moved("surface", on, true)));
    if (picture.support) {
      button(row, "draw samples", () => moved("samples", Math.min(state.samples + DRAWS, MOST_DRAWS)));
      const none = button(row, "no samples", () => moved("samples", 0));
      setters.set("samples", (count) => { none.hidden = !count; });
      setters.get("samples")(state.samples);
    }
    if (picture.sliders.length || rules.length) button(row, "reset", () => set(first, true));
    if (picture.kind === "plane" && picture.sliders.length) element("span", "picture-note", row, "The columns can be dragged by their ends, or moved by arrow keys.");
    if (!row.children.length) row.remove();
  } else {
    element("p", "picture-note", controls, picture.why);
  }
  if (!controls.children.length) controls.remove();

  function set(values, tell = false, anew = true) {
    Object.assign(state, known(values));
    for (const [key, put] of setters) put(state[key]);
    if (anew) shared = null;
    place.later();
    if (tell) options.change?.({ ...state });
  }

  const matrix = (values) => chart(picture, functions, values).now();
  const grip = functions && picture.kind === "plane" && picture.sliders.length
    ? grips(stage, plot, (column, point) => set(reached(matrix, picture.sliders, state, column, point), true, false)) : null;
  redraw();
  if (rules.length) { // the way begins where one clicks
    plot.on("plotly_click", ({ points: [{ x, y }] }) => set({ start_1: x, start_2: y }, true, false));
  }

  return {
    values: () => ({ ...state }),
    set,
    redraw: place.later,
    remove() {
      place.end();
      plotly.purge(plot);
      target.replaceChildren();
    },
  };
}

function accepted(values, state, picture, rules) { // of values that come from an address those that can be
  const ranges = { ...(rules.length ? pathSliders(picture) : {}), samples: { low: 0, high: MOST_DRAWS },
    ...Object.fromEntries(picture.sliders.map((s) => [s.key, s])) };
  const found = {};
  for (const [key, value] of Object.entries(values)) {
    const number = Number(value);
    if (key in ranges && Number.isFinite(number)) {
      found[key] = Math.min(Math.max(number, ranges[key].low), ranges[key].high);
    } else if (key === "derivative" || key === "surface") found[key] = value === true || value === "true";
    else if (key === "rule" && rules.some((rule) => rule.name === value)) found[key] = value;
  }
  return found;
}
