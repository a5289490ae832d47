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
    const theme = themeOf(plot), made = layout(base, frame, theme, plot.clientWidth);
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
