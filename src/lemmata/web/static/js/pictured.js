// Pictures: those that move, from a module of compiled formulas; those that the book's code draws, as Plotly has them.
import { ask, make, to } from "./dom.js";
import { tex } from "./math.js";
import { draw, framed } from "./picture.js";

const label = (element, { text, latex }) => element.replaceChildren(latex ? tex(latex) : text);

/** The picture of a module at an address, drawn into a place; a word on why where there is none. */
export async function picture(place, path, options = {}) {
  const module = await import(new URL(to(path), location.href).href);
  if (!module.picture) {
    if (!options.quiet) place.replaceChildren(make("p", { class: "quiet" }, `No picture: ${module.why}`));
    place.hidden = Boolean(options.quiet);
    return null;
  }
  place.hidden = false;
  return draw(place, module, { label, ...options });
}

/** What Plotly made for the book, in the colours of the page. */
export async function figure(place, path) {
  const found = await ask(path);
  if (!found) return;
  place.hidden = false;
  const plot = make("div", { class: "plot" });
  place.replaceChildren(plot);
  Plotly.newPlot(plot, found.data, framed(found.layout), { responsive: true, displaylogo: false });
}
