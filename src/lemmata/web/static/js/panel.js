// The panel of a formula: what it means, whether it holds, its derivatives, its code, its picture.
import { copyable } from "./copy.js";
import { kept } from "./data/keeping.js";
import { ask, make, state, still, to } from "./dom.js";
import { tex, words } from "./math.js";
import { waiting } from "./starting.js";
import { leave, stability, STATE } from "./stability/tab.js";
import { derivation } from "./steps.js";
import { tabs } from "./tabs.js";

const TABS = { meaning: "Meaning", check: "Check", derivative: "Derivative", stability: "Stability", code: "Code", picture: "Picture", data: "Data" };
const TARGETS = { numpy: "NumPy", jax: "JAX", torch: "PyTorch", python: "Python", js: "JavaScript", latex: "LaTeX" };
const known = new Map(); // answers by address, each asked for once

const once = (path) => {
  if (!known.has(path)) known.set(path, ask(path).catch((error) => (known.delete(path), Promise.reject(error))));
  return known.get(path);
};

/** What is known of formulas that came with their page: nothing is asked for. */
export function know(name, rows) {
  known.set(`${name}.json`, Promise.resolve(rows));
}

/** Derivatives and code of a formula; of one that no address has, asked for by its terms. */
async function expressions(row, path) {
  if (!path.startsWith("checked/")) return once(`${path}.json`);
  return ask("api/opened", { terms: row.terms.map((term) => [term.text, term.variables]) });
}

/** Makes every formula with a number open its panel. */
export function panels() {
  document.addEventListener("click", (event) => {
    const formula = event.target.closest("[data-formula]");
    if (formula && !String(getSelection())) open(formula);
    else if (!event.target.closest(".panel, input, button, a")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  const asked = state.get("opened");
  if (asked) {
    const formula = document.getElementById(`formula-${asked}`);
    if (formula) {
      formula.scrollIntoView({ block: "center" });
      open(formula, state.get("panel"));
    }
  }
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 300));
  const from = document.querySelector("[data-panels]:not([data-panels=''])");
  if (from) idle(() => once(`${from.dataset.panels}.json`).catch(() => {}));
}

let opener = null;
let turn = 0;

export function close() {
  const panel = document.getElementById("panel");
  if (panel.hidden) return;
  panel.hidden = true;
  document.body.classList.remove("beside");
  document.querySelector(".formula.opened")?.classList.remove("opened");
  leave();
  state.set(Object.fromEntries(["opened", "panel", ...STATE].map((name) => [name, ""])));
  kept.clear();
  opener?.querySelector(".open")?.focus({ preventScroll: true });
}

async function open(formula, tab = "") {
  const panel = document.getElementById("panel");
  const from = formula.closest("[data-panels]")?.dataset.panels;
  if (from === undefined) return;
  document.querySelector(".formula.opened")?.classList.remove("opened");
  formula.classList.add("opened");
  opener = formula;
  const number = formula.dataset.formula, mine = ++turn;
  state.set({ opened: number });
  const latex = formula.querySelector(".tex").dataset.latex;
  panel.replaceChildren(make("button", { type: "button", class: "close", "aria-label": "Close", onclick: close }, "×"),
    make("p", { class: "shown-formula" }, tex(latex, true)), make("p", { class: "quiet" }, waiting()));
  panel.hidden = false;
  document.body.classList.add("beside");
  formula.scrollIntoView({ block: "nearest" });
  panel.querySelector(".close").focus({ preventScroll: true });
  let row;
  try {
    row = from ? (await once(`${from}.json`))[number] : null;
  } catch (error) {
    if (mine === turn) panel.lastElementChild.replaceWith(make("p", { class: "error" }, error.message));
    return;
  }
  if (mine === turn) fill(panel, row, `${from}/${number}`, tab);
}

function fill(panel, row, path, tab) {
  panel.lastElementChild.remove();
  if (!row) return panel.append(make("p", { class: "quiet" }, "Nothing more is known of this formula."));
  const computed = row.terms.some((term) => /\W/.test(term.text)); // of a name there is nothing to derive
  const shown = Object.entries(TABS).filter(([id]) => computed || id === "meaning" || id === "check");
  const box = make("div", { class: "tabs", "data-tabs": "panel" },
    make("div", { role: "tablist", "aria-label": "What to see of it" }, shown.map(([id, title]) => make("button",
      { type: "button", role: "tab", id: `panel-tab-${id}`, "data-tab": id, "aria-controls": `panel-${id}` }, title))),
    shown.map(([id]) => make("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `panel-tab-${id}` })));
  panel.append(box);
  const place = (id) => box.querySelector(`#panel-${id}`);
  place("meaning").append(...meaning(row));
  place("check").append(...verdict(row));
  const fillOnce = { derivative: derivatives, stability: digits, code: codes, picture, data };
  const filled = new Set();
  const chosen = async (button) => {
    const id = button.dataset.tab;
    if (!(id in fillOnce) || filled.has(id)) return;
    filled.add(id);
    const into = place(id);
    into.replaceChildren(make("p", { class: "quiet" }, waiting()));
    try {
      const made = await fillOnce[id](row, path);
      into.replaceChildren(...made);
      copyable(into);
      into.dispatchEvent(new CustomEvent("filled"));
    } catch (error) {
      filled.delete(id);
      into.replaceChildren(make("p", { class: "error" }, error.message));
    }
  };
  const control = tabs(box, chosen);
  if (tab) control.choose(tab);
}

function meaning(row) {
  const found = [];
  if (row.symbols.length) {
    found.push(make("dl", {}, row.symbols.flatMap((symbol) => [make("dt", {}, symbol.latex ? tex(symbol.latex) : ""),
      make("dd", {}, symbol.meaning, symbol.origin && make("small", { class: "quiet" }, " ", ...words(symbol.origin)))])));
  }
  for (const term of row.terms) found.push(make("p", { class: "quiet" }, "As Python text: ", make("code", {}, term.text)));
  if (!found.length) found.push(make("p", { class: "quiet" }, row.reading || row.said || "It names something."));
  const term = row.terms.at(-1);
  if (term && !still) found.push(make("p", { class: "actions" }, make("a", { class: "button", href: to(`workbench?${term.query}`) }, "Open in the workbench")));
  return found;
}

export function verdict(row) {
  const found = [make("p", {}, make("span", { class: `verdict ${row.verdict}` }, row.verdict), " ", row.said ?? "")];
  if (row.method) found.push(make("p", { class: "quiet" }, `Method: ${row.method}${row.certified ? ", certified" : ""}`));
  if (row.message) found.push(make("p", {}, words(row.message)));
  if (row.counterexample) {
    found.push(make("p", {}, row.certified ? "A counterexample, certified:" : "A counterexample:"),
      make("dl", {}, Object.entries(row.counterexample).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, make("code", {}, value))])));
  }
  if (row.hint) found.push(make("p", {}, words(row.hint)));
  if (row.parts?.length > 1) {
    found.push(make("ul", { class: "facts" }, row.parts.map((part) => make("li", {}, make("code", {}, part.source), " ",
      make("span", { class: `verdict ${part.verdict}` }, part.verdict), part.method ? ` ${part.method}` : ""))));
  }
  return found;
}

async function derivatives(row, path) {
  const terms = await expressions(row, path);
  const found = terms.flatMap((term) => term.derivatives.map((one) => [make("h3", { "aria-label": `Of ${term.text} by ${one.wrt}` }, "Of ", tex(term.latex), " by ", tex(one.by ?? one.wrt)), derivation(one)])).flat();
  return found.length ? found : [make("p", { class: "quiet" }, "There is nothing here to differentiate.")];
}

async function digits(row, path) {
  const terms = await expressions(row, path);
  if (!terms.length) return [make("p", { class: "quiet" }, "There is nothing here to compute.")];
  const place = make("div");
  stability(place, terms.map((term) => ({ formula: term.text, variables: term.variables, show: () => tex(term.latex) })));
  return [place];
}

async function codes(row, path) {
  const terms = await expressions(row, path);
  if (!terms.length) return [make("p", { class: "quiet" }, "There is nothing here to compute.")];
  return terms.flatMap((term) => {
    const code = make("div", { "data-copy": true });
    const show = (target) => {
      code.replaceChildren(make("pre", { class: "code", tabindex: "0" }, make("code", {}, term.code[target])));
      copyable(code.parentElement ?? code);
    };
    const choice = make("select", { "aria-label": "Language", onchange: () => show(choice.value) },
      Object.entries(TARGETS).map(([id, title]) => make("option", { value: id }, title)));
    const box = make("div", {}, make("h3", { "aria-label": term.text }, tex(term.latex)), make("p", {}, choice), code);
    show("numpy");
    return [box];
  });
}

async function picture(row, path) {
  const { picture: draw } = await import("./pictured.js");
  const place = make("figure", { class: "picture" });
  await draw(place, path.startsWith("checked/") ? `api/picture?${row.terms.at(-1).query}` : `${path}.js`);
  return [place];
}

async function data(row, path) {
  const { mine } = await import("./data/mine.js");
  const place = make("div", { class: "mine" });
  await mine(place, path.startsWith("checked/") ? `api/data?${row.terms.at(-1).query}` : `${path.replace("panel/", "data/")}.js`);
  return [place];
}
