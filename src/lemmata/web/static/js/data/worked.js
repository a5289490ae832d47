// What comes of a formula at the reader's data: value, derivative, pictures, the way down, code to take along.
import { later, make } from "../dom.js";
import { controls, Descent } from "./descending.js";
import { entries, losses, overTwo, withWay } from "./descents.js";
import { notebook, script } from "./exporting.js";
import { kept } from "./keeping.js";
import { plotted } from "./plotted.js";
import { result } from "./results.js";
import { goodRate } from "./running.js";
import { arrayed, fit } from "./showing.js";

const [OLD, SMALL] = [3000, 220]; // milliseconds that steps of an address may take; the height of the small picture

/** Shows it; `given`: { module, own, gathered, sizes, start, names, again }. Gives { end }. */
export function worked(place, given) {
  const { module, own, gathered, sizes, start, names, again } = given;
  const { formula } = module;
  const asked = kept.get("over").split(",").filter((name) => own.learned.includes(name));
  const usual = own.model ? own.model.names.filter((name) => own.learned.includes(name)) : own.learned;
  const up = kept.get("up") === "1";
  const over = own.number ? (asked.length ? asked : usual.length ? usual : own.learned) : [];
  const sign = up ? -1 : 1;
  const told = Number(kept.get("rate"));
  const rate = told > 0 ? told : (over.length ? Number(goodRate(own, start, over, sign).toPrecision(2)) : 0.1);
  const state = { rate, over, up, learned: own.learned, seed: Number(kept.get("seed")) || 0 };
  const descent = new Descent(own, start, over, sign);
  const until = performance.now() + OLD;
  for (let k = Number(kept.get("steps")) || 0; over.length && k > 0 && performance.now() < until && descent.step(rate); k--);
  const loss = { text: own.rows ? `mean over ${own.rows} rows` : "value", latex: "" };
  const head = { text: "value of the formula", latex: "" };

  const lines = make("div", { class: "result-lines" });
  const by = make("select", { "aria-label": "Derivative by", onchange: () => { kept.set({ by: by.value }); show(false); } }, own.derivable.map((name) => make("option", { value: name }, name)));
  const first = kept.get("by");
  by.value = own.derivable.includes(first) ? first : over[0] ?? own.derivable[0] ?? "";
  const main = plotted(formula), small = plotted(formula, SMALL);
  const choices = entries(start, own.learned);
  const pair = own.number && choices.length >= 2 ? axes() : null;
  let flat = null; // the contours, while steps are made on them

  function axes() {
    const told = kept.get("axes").split(",").map((key) => choices.find((c) => c.key === key)).filter(Boolean);
    const moving = choices.filter((c) => over.includes(c.name));
    const rest = [...(moving.length >= 2 ? moving : choices)];
    return told.length === 2 && told[0] !== told[1] ? told : rest.slice(0, 2);
  }

  const views = { fit: ["Data and fit", () => fit(own, own.data, descent.now, names)], surface: pair && ["Loss over two parameters", surface],
    value: !own.number || own.rows ? ["Values", () => arrayed(own.value(descent.now), loss.text)] : null,
    slope: ["Derivative", () => (by.value ? arrayed(own.slope(by.value, descent.now), `derivative by ${by.value}`) : null)] };
  if (!own.model && views.fit) views.fit[0] = "Data";
  const can = Object.keys(views).filter((id) => views[id] && (id === "surface" || views[id][1]()));
  let view = can.includes(kept.get("view")) ? kept.get("view") : can[0];

  function surface(going) {
    if (!going || !flat) flat = overTwo(own, descent.now, pair, descent.way, head);
    return going ? withWay(flat, pair, descent.way) : flat;
  }

  const tabs = make("div", { class: "views", role: "group", "aria-label": "What is drawn" }, can.map((id) => make("button", { type: "button", "aria-pressed": String(id === view),
    onclick: (event) => {
      view = id;
      kept.set({ view: id === can[0] ? "" : id });
      for (const one of tabs.children) one.setAttribute("aria-pressed", String(one === event.currentTarget));
      show(false);
    } }, views[id][0])));
  const two = pair ? make("p", { class: "choices two" }, "Over ", ...pair.map((c, k) => {
    const select = make("select", { "aria-label": `${k ? "Second" : "First"} axis`, onchange: () => {
      pair[k] = choices.find((one) => one.key === select.value);
      kept.set({ axes: pair.map((one) => one.key).join(",") });
      show(false);
    } }, choices.slice(0, 200).map((one) => make("option", { value: one.key }, one.label.text)));
    select.value = c.key;
    return select;
  })) : "";
  const moving = over.length || (own.number && own.learned.length) ? controls(state, descent, changed, show) : null;

  const keepRate = later(200, (rate) => kept.set({ rate }));
  function changed(what) {
    if ("rate" in what) return keepRate(String(what.rate));
    kept.set({ steps: "", ...("over" in what ? { over: what.over.join(","), rate: "" } : {}), ...("up" in what ? { up: what.up ? "1" : "", rate: "" } : {}),
      ...("seed" in what ? { seed: String(what.seed), rate: "" } : {}) });
    again();
  }

  function show(going) {
    const value = own.value(descent.now);
    const parts = [own.rows ? result("Values of the rows", value) : result("Value", value), own.rows && own.number ? result("Their mean", own.loss(descent.now)) : ""];
    if (by.value) parts.push(make("div", { class: "by" }, make("label", {}, "Derivative by ", by), result(make("span", { class: "hidden" }, `Derivative by ${by.value}`), own.slope(by.value, descent.now), own.rows && own.number ? "of the mean" : "")));
    for (const name of own.learned.filter(() => descent.steps)) parts.push(result(`${name} now`, descent.now[name]));
    const held = document.activeElement === by;
    lines.replaceChildren(...parts.filter(Boolean));
    if (held) by.focus();
    if (view) main.show(views[view][1](going), described());
    if (two) two.hidden = view !== "surface";
    if (descent.steps) small.show(losses(descent.losses, loss), `The ${loss.text} over ${descent.steps} steps, from ${descent.losses[0]} to ${descent.losses.at(-1)}.`);
    small.element.hidden = !descent.steps;
    if (!going) kept.set({ steps: descent.steps ? String(descent.steps) : "", ...(descent.steps ? { rate: String(state.rate) } : {}) });
  }

  const described = () => ({ fit: own.model ? `The data, and ${own.model.label} as it is fitted to them.` : "The data.", surface: "Contours of the loss over two parameters, with the way of the steps.",
    value: "The values as bars or colours.", slope: `The derivative by ${by.value} as bars or colours.` })[view];

  function take() {
    const now = { gathered, sizes, start, over, rate: state.rate, steps: descent.steps, sign };
    const copy = make("button", { type: "button", onclick: async () => {
      await navigator.clipboard.writeText(script(module, { ...now, rate: state.rate, steps: descent.steps }));
      copy.textContent = "Copied";
      setTimeout(() => (copy.textContent = "Copy as NumPy"), 1500);
    } }, "Copy as NumPy");
    const save = make("button", { type: "button", onclick: () => {
      const address = URL.createObjectURL(new Blob([notebook(module, { ...now, rate: state.rate, steps: descent.steps })], { type: "application/x-ipynb+json" }));
      make("a", { href: address, download: "formula-and-data.ipynb" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    } }, "Save as notebook");
    return make("p", { class: "actions" }, copy, save, make("span", { class: "quiet" }, "The formula, the data and the steps, as code that runs by itself."));
  }

  place.replaceChildren(make("h3", {}, "At these data"), lines, moving ? moving.element : "", can.length > 1 ? tabs : "", two, main.element, small.element, take());
  show(false);
  return { end() {
    moving?.stop();
    main.end();
    small.end();
  } };
}
