// The reader's own data: brought, assigned to a formula's variables, and the formula worked out, drawn and minimised on them.
import { ask, later, make, to } from "../dom.js";
import { drawing } from "../pictured.js";
import { begun } from "./begun.js";
import { columns } from "./columns.js";
import { gather, sizesOf } from "./gathering.js";
import { guess } from "./guessing.js";
import { kept } from "./keeping.js";
import { read } from "./reading.js";
import { openSizes, problem } from "./running.js";
import { sampled, tiles } from "./samples.js";
import { shapeOf, written } from "./shapes.js";
import { worked } from "./worked.js";

const [HIDDEN, MOST_SIZE, MOST_FILE] = [4, 500, 20 << 20]; // a size that is left open, at most; bytes
const before = new WeakMap(); // what was shown in a place, to be ended
let remembered = ""; // the text while the page is open: the next formula's panel has it too

const json = (name, other) => {
  try {
    return JSON.parse(kept.get(name)) ?? other;
  } catch {
    return other;
  }
};

/** Shows all of it in a place, for the module at an address; `formula` hears a formula that goes with a sample. */
export async function mine(place, path, { formula: wanted } = {}) {
  before.get(place)?.end();
  const turn = { end: () => shown?.end() };
  before.set(place, turn);
  let sources = [], assigned = {}, fault = null, shown = null;
  const module = path ? await import(new URL(to(path), location.href).href).catch(async (error) => {
    const told = await ask(path).catch((reason) => reason); // what is no module may say why
    return { formula: null, why: told.message || error.message };
  }) : { formula: { variables: [] } };
  if (!module.formula) return place.replaceChildren(make("p", { class: "quiet" }, `No data for this formula: ${module.why}`));
  await drawing();
  if (before.get(place) !== turn) return; // another formula came meanwhile
  const { formula } = module;
  const typed = { start: json("values", {}), sizes: json("sizes", {}) };

  const area = make("textarea", { rows: "5", spellcheck: "false", autocapitalize: "off", "aria-describedby": "data-told",
    placeholder: "Paste a table from a spreadsheet, with or without a header,\nor write arrays: x = [1, 2, 3]" });
  const file = make("input", { type: "file", accept: ".csv,.tsv,.txt,.json,text/csv,text/plain", onchange: () => file.files[0] && open(file.files[0]) });
  const told = make("div", { id: "data-told", "aria-live": "polite" });
  const roles = make("div", { class: "variables" });
  const results = make("div", { class: "worked" });
  const drop = make("div", { class: "drop bring" },
    make("label", {}, make("span", { class: "hidden" }, "Your data"), area),
    make("p", { class: "actions" }, make("label", {}, file, make("span", { class: "button" }, "Open a CSV file")), make("span", {}, "or drop it here")), told);
  place.replaceChildren(make("p", { class: "quiet private" }, "Your data stay on this machine: the formula is worked out here in the browser, and nothing is sent anywhere. Short data stand in the address of the page, behind its #, which browsers keep to themselves."),
    ...tiles((text, sample, own) => bring(text, true, sample, own), wanted, kept.get("data").startsWith("sample ") ? kept.get("data").slice(7) : ""), drop, roles, results);

  const drag = (on) => (event) => { event.preventDefault(); drop.classList.toggle("over", on); };
  drop.addEventListener("dragover", drag(true));
  drop.addEventListener("dragleave", drag(false));
  drop.addEventListener("drop", (event) => { drag(false)(event); if (event.dataTransfer.files[0]) open(event.dataTransfer.files[0]); });
  area.addEventListener("input", later(300, () => bring(area.value, false)));

  async function open(found) {
    if (found.size > MOST_FILE) return say(`${found.name} has ${Math.round(found.size / 2 ** 20)} MB; at most ${MOST_FILE >> 20} are read`);
    bring(await found.text(), true);
  }

  function say(error, ...more) {
    told.replaceChildren(make("p", { class: error ? "error" : "quiet" }, error || "", ...more));
  }

  function bring(text, put, sample = "", own = null) { // `own`: the formula that goes with a sample
    if (put) area.value = text;
    remembered = text;
    const short = kept.put(text, sample);
    kept.set({ columns: "", steps: "", axes: "", over: "", rate: "" });
    if (own && wanted && !formula.variables.length) return wanted(...own);
    look(text, short);
  }

  function look(text, short) { // reads the text, and goes on with what it holds
    sources = [];
    fault = null;
    if (!text.trim()) {
      say("");
      return show();
    }
    let notes = [];
    try {
      ({ sources, notes } = read(text));
    } catch (error) {
      say(error.message);
      return show();
    }
    const shapes = sources.map((s) => shapeOf(s.value)), table = shapes.every((shape) => shape.length === 1 && shape[0] === shapes[0][0]);
    const rows = table ? `${shapes[0][0]} rows: ` : "";
    say("", `${rows}${sources.slice(0, 12).map((s) => `${s.name}${table ? "" : ` (${written(shapeOf(s.value))})`}`).join(", ")}${sources.length > 12 ? `, and ${sources.length - 12} more` : ""}. `, notes.join(". "), short ? "" : " These are too many for an address: they stay in this session of the browser, and a link to this page does not have them.");
    const names = new Set(sources.map((s) => s.name)), before = json("columns", null);
    const fits = before && Object.entries(before).every(([v, list]) => formula.variables.some((one) => one.name === v) && Array.isArray(list) && list.every((name) => names.has(name)));
    assigned = fits ? before : guess(formula, sources);
    show();
  }

  function changed({ assigned: next, start, size }) {
    if (next) {
      assigned = next;
      kept.set({ columns: JSON.stringify(next), steps: "", axes: "", over: "", rate: "" });
    }
    if (size) typed.sizes[size[0]] = size[1];
    if (start) typed.start[start[0]] = start[1];
    if (size || start) kept.set({ steps: "", sizes: Object.keys(typed.sizes).length ? JSON.stringify(typed.sizes) : "", values: Object.keys(typed.start).length ? JSON.stringify(typed.start) : "" });
    show();
  }

  function show() {
    shown?.end();
    shown = null;
    fault = null;
    let gathered = { values: {}, many: [], count: null, notes: [] }, sizes = {}, start = null, open_ = [];
    try {
      gathered = gather(formula, sources, assigned);
      sizes = sizesOf(formula, gathered);
      open_ = openSizes(formula, gathered, sizes);
      for (const name of open_) sizes[name] = Math.min(Math.max(Math.round(Number(typed.sizes[name])) || HIDDEN, 1), MOST_SIZE);
      start = begun(formula, gathered, sizes, typed.start, Number(kept.get("seed")) || 0);
    } catch (error) {
      fault = error;
    }
    const had = [...roles.querySelectorAll("input")].indexOf(document.activeElement);
    roles.replaceChildren(...(sources.length ? [make("h3", {}, "Which column is which variable"), ...columns({ formula, sources, assigned, starts: start, values: gathered.values, open: open_, sizes, fault }, changed),
      ...gathered.notes.map((note) => make("p", { class: "quiet" }, note))] : []));
    if (had >= 0) roles.querySelectorAll("input")[had]?.focus();
    results.replaceChildren();
    if (!sources.length) return;
    if (!formula.variables.length) return roles.replaceChildren(make("p", { class: "quiet" }, "Write a formula above that these data go into."));
    if (fault) return results.append(make("p", { class: "error", role: "alert" }, fault.message));
    if (!Object.keys(gathered.values).length) return results.append(make("p", { class: "quiet" }, "No column is a variable of the formula yet: tick one above."));
    try {
      const names = Object.fromEntries(Object.entries(assigned).map(([name, list]) => [name, list.map((one) => one.replaceAll("<", "&lt;"))])); // Plotly reads tags
      shown = worked(results, { module, own: problem(module, gathered, sizes), gathered, sizes, start, names, again: show });
    } catch (error) {
      results.replaceChildren(make("p", { class: "error", role: "alert" }, `The formula can't be worked out at these data: ${error.message}`));
    }
  }

  const text = await kept.text(sampled);
  if (text === null && !remembered) {
    say("", "The data of this link were too large for an address, and stayed in the browser where they were pasted. Paste them again: all else is as it was.");
    return;
  }
  const first = text || remembered;
  area.value = first;
  const sample = text && kept.get("data").startsWith("sample ");
  if (first) look(first, sample || kept.put(first));
}
