// Pictures: those that move, from a module of compiled formulas; those that the book's code draws, as Plotly has them.
import { ask, make, to } from "./dom.js";
import { tex } from "./math.js";
import { draw, framed, themeOf } from "./picture.js";

const label = (element, { text, latex }) => element.replaceChildren(latex ? tex(latex) : text);

/** Plotly's script, on pages that draw only where they are asked to. */
let plotly;
const loaded = () => (window.Plotly ? null : (plotly ??= new Promise((done, failed) => {
  document.head.append(make("script", { src: to("static/vendor/plotly.min.js"), onload: done, onerror: () => failed(new Error("Plotly's script does not load")) }));
})));

/** The picture of a module at an address, drawn into a place; a word on why where there is none. */
export async function picture(place, path, options = {}) {
  const module = await import(new URL(to(path), location.href).href).catch(async (error) => {
    const told = await ask(path).catch((reason) => reason); // what is no module may say why
    return { picture: null, why: told.message ?? error.message };
  });
  if (!module.picture) {
    if (!options.quiet) place.replaceChildren(make("p", { class: "quiet" }, `No picture: ${module.why}`));
    place.hidden = Boolean(options.quiet);
    return null;
  }
  place.hidden = false;
  await loaded();
  return draw(place, module, { label, ...options });
}

/** What Plotly made for the book, in the colours of the page. */
export async function figure(place, path) {
  const waiting = setTimeout(() => {
    place.hidden = false;
    place.replaceChildren(make("p", { class: "quiet" }, "The code of the book is drawing …"));
  }, 400);
  const found = await ask(path).catch(() => null);
  clearTimeout(waiting);
  place.hidden = !found;
  if (!found) return;
  await loaded();
  const plot = make("div", { class: "plot" });
  place.replaceChildren(plot);
  const theme = themeOf(document.documentElement);
  const layout = { margin: { l: 60, r: 20, t: found.layout.title?.text ? 50 : 20, b: 50 }, ...framed(found.layout, theme), colorway: theme.colours };
  Plotly.newPlot(plot, found.data, layout, { responsive: true, displaylogo: false, displayModeBar: false });
}
