// Pictures: those that move, from a module of compiled formulas; those that the book's code draws, as Plotly has them.
import { ask, make, to } from "./dom.js";
import { tex } from "./math.js";
import { draw, framed, themeOf } from "./picture.js";

const label = (element, { text, latex }) => element.replaceChildren(latex ? tex(latex) : text);

let coming = null;

/** Waits for Plotly, which pages that begin without pictures load with the first one. */
export function drawing() {
  coming ??= globalThis.Plotly ? Promise.resolve() : new Promise((done, failed) => {
    for (const own of document.getElementById("drawing").content.children) {
      const { tagName, attributes } = own;
      const element = make(tagName.toLowerCase(), Object.fromEntries([...attributes].map(({ name, value }) => [name, value])));
      if (tagName === "SCRIPT") Object.assign(element, { onload: done, onerror: () => failed(new Error("the script that draws did not come; load the page again")) });
      document.head.append(element);
    }
  });
  return coming;
}

/** The picture of a module at an address, drawn into a place; a word on why where there is none. */
export async function picture(place, path, options = {}) {
  const module = await import(new URL(to(path), location.href).href).catch(async (error) => {
    const told = await ask(path).catch((reason) => reason); // what is no module may say why
    return { picture: null, why: told.message || error.message, failed: true };
  });
  if (!module.picture) {
    const quiet = options.quiet && !module.failed; // that there is none is no news; that none came is
    if (!quiet) place.replaceChildren(make("p", { class: "quiet" }, `No picture: ${module.why}`));
    place.hidden = Boolean(quiet);
    return null;
  }
  place.hidden = false;
  await drawing();
  return draw(place, module, { label, ...options });
}

/** What Plotly made for the book, in the colours of the page. */
export async function figure(place, path) {
  const waiting = setTimeout(() => {
    place.hidden = false;
    place.replaceChildren(make("p", { class: "quiet" }, "The code of the book is drawing …"));
  }, 400);
  const found = await ask(path).catch((error) => ({ why: error.message }));
  clearTimeout(waiting);
  place.hidden = !found;
  if (!found) return;
  if (found.why) return place.replaceChildren(make("p", { class: "quiet" }, `No figure: ${found.why}`));
  const plot = make("div", { class: "plot" });
  place.replaceChildren(plot);
  const theme = themeOf(document.documentElement);
  const layout = { margin: { l: 60, r: 20, t: found.layout.title?.text ? 50 : 20, b: 50 }, ...framed(found.layout, theme), colorway: theme.colours };
  Plotly.newPlot(plot, found.data, layout, { responsive: true, displaylogo: false, displayModeBar: false });
}
