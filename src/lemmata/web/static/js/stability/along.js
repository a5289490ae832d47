// Bits against one input, as a picture and as a table.
import { make, state } from "../dom.js";
import { plotted } from "../data/plotted.js";
import { drawing } from "../pictured.js";
import { bits } from "./losses.js";

const LAYOUT = { height: 290, margin: { l: 52, r: 14, t: 16, b: 52 }, font: { size: 13 }, legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
  xaxis: { showgrid: false, zeroline: false }, yaxis: { zeroline: false } };
const [GREY, WRITTEN, STABLE] = [7, 1, 0];

/** Draws what a formula loses, and its stable form where there is one, against the input that tells most or is chosen. */
export function along(place, found, after) {
  if (!found.along.length) return;
  let plot = null;
  const wide = make("div"), table = make("details", { class: "help" });
  const choice = make("select", {}, found.along.map((one) => make("option", { value: one.variable }, one.label)));
  const chosen = found.along.find((one) => one.variable === state.get("along")) ?? found.along[0];
  choice.value = chosen.variable;
  const draw = async () => {
    const own = found.along.find((one) => one.variable === choice.value);
    const other = after?.along.find((one) => one.variable === choice.value);
    table.replaceChildren(make("summary", {}, "The same as a table"), make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": `Bits lost against ${own.label}` }, tabled(own, other)));
    await drawing();
    plot ??= plotted({ layout: LAYOUT, scales: {} });
    if (!plot.element.isConnected) wide.replaceChildren(plot.element);
    plot.show(frame(own, other, found.bits), said(own, other));
  };
  choice.addEventListener("change", () => {
    state.set({ along: choice.value === found.along[0].variable ? "" : choice.value });
    draw();
  });
  place.replaceChildren(make("h3", {}, "Where"), found.along.length > 1 ? make("p", { class: "choices" }, make("label", {}, "Against ", choice)) : "", wide, table);
  draw();
}

function frame(own, other, most) {
  const about = `${own.label}${own.every_float ? " (every float as wide)" : ""}`;
  return { kind: "curve", x: { label: { text: about }, limits: [own.low, own.high], ticks: own.ticks },
    y: { label: { text: "bits lost" }, limits: [0, 1.03 * most] },
    layers: [{ type: "points", x: own.x, y: own.bits, colour: GREY, size: 3 },
      { type: "curve", x: own.middles, y: own.means, colour: WRITTEN, name: "as written" },
      ...(other ? [{ type: "curve", x: other.middles, y: other.means, colour: STABLE, name: "stable form" }] : [])] };
}

/** The picture in a sentence. */
function said(own, other) {
  const worst = own.rows.reduce((a, b) => (b.mean > a.mean ? b : a));
  return `Bits lost against ${own.label}: most, ${bits(worst.mean)} on average, from ${worst.low} to ${worst.high}${other ? `; the stable form loses at most ${bits(Math.max(...other.rows.map((row) => row.mean)))} on average anywhere` : ""}. The table below has the numbers.`;
}

function tabled(own, other) {
  return make("table", { class: "bits" }, make("thead", {}, make("tr", {}, [own.label, "mean", "worst", ...(other ? ["stable form, mean", "worst"] : [])].map((title) => make("th", { scope: "col" }, title)))),
    make("tbody", {}, own.rows.map((row, k) => make("tr", {}, make("th", { scope: "row" }, `${row.low} to ${row.high}`), make("td", {}, bits(row.mean)), make("td", {}, bits(row.worst)),
      other ? [make("td", {}, bits(other.rows[k].mean)), make("td", {}, bits(other.rows[k].worst))] : ""))));
}
