// A place for frames of layers, drawn by Plotly in the colours of the page.
import { make } from "../dom.js";
import { themeOf } from "../picture/looks.js";
import { layout, traces } from "../picture/plotly.js";
import { staged } from "../picture/stage.js";

const CONFIG = { responsive: true, displaylogo: false, displayModeBar: false, scrollZoom: false };

/** Shows frames; `formula` says how pictures are laid out, `height` at most how high. */
export function plotted(formula, height = formula.layout.height) {
  const plot = make("div", { class: "picture-plot", role: "img" });
  const base = { ...formula.layout, height };
  let frame = null;
  const redraw = () => {
    if (!frame || !plot.clientWidth) return;
    const { xaxis, yaxis } = base, boxed = ["bars", "heat map"].includes(frame.kind);
    const own = { ...base, xaxis: { ...xaxis, zeroline: !boxed, ...(frame.equal ? { constrain: "domain" } : {}) },
      yaxis: { ...yaxis, zeroline: frame.kind !== "heat map", ...(frame.downwards ? { autorange: "reversed" } : {}), ...(frame.equal ? { scaleanchor: "x", constrain: "domain" } : {}) } };
    const theme = themeOf(plot), made = layout(own, frame, theme, plot.clientWidth);
    if (height < 300) made.height = height;
    Plotly.react(plot, traces(frame.layers, theme, formula.scales), made, CONFIG);
  };
  const place = staged(plot, redraw);
  return {
    element: plot,
    show(found, words) {
      frame = found;
      plot.hidden = !found;
      plot.setAttribute("aria-label", words);
      place.later();
    },
    end() {
      place.end();
      Plotly.purge(plot);
    },
  };
}
