// The panel of a formula: opened and closed, with its tabs.
import { copyable } from "./copy.js";
import { kept } from "./data/keeping.js";
import { make, state } from "./dom.js";
import { tex } from "./math.js";
import * as computed from "./panel/computed.js";
import { ahead, found, isToCome } from "./panel/known.js";
import { meaning, verdict } from "./panel/meaning.js";
import { waiting } from "./starting.js";
import { leave, STATE } from "./stability/tab.js";
import { tabs } from "./tabs.js";

const TABS = { meaning: "Meaning", check: "Check", derivative: "Derivative", stability: "Stability", code: "Code", picture: "Picture", data: "Data" };
const FILLED = { derivative: computed.derivatives, stability: computed.digits, code: computed.codes, picture: computed.picture, data: computed.data };

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
  openAsked();
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 300));
  const from = document.querySelector("[data-panels]:not([data-panels=''])");
  if (from) idle(() => ahead(from.dataset.panels));
}

/** Opens the formula that the address names, once it stands on the page. */
export function openAsked() {
  const formula = state.get("opened") && document.getElementById(`formula-${state.get("opened")}`);
  if (!formula) return;
  formula.scrollIntoView({ block: "center" });
  open(formula, state.get("panel"));
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
    make("p", { class: "shown-formula" }, tex(latex, true)), make("p", { class: "quiet" }, isToCome(from, number) ? "It is not checked yet: it comes in its turn …" : waiting()));
  panel.hidden = false;
  document.body.classList.add("beside");
  formula.scrollIntoView({ block: "nearest" });
  panel.querySelector(".close").focus({ preventScroll: true });
  let row;
  try {
    row = await found(from, number);
  } catch (error) {
    if (mine === turn) panel.lastElementChild.replaceWith(make("p", { class: "error" }, error.message));
    return;
  }
  if (mine === turn) fill(panel, { row, from, number }, tab);
}

function fill(panel, formula, tab) {
  const { row } = formula;
  panel.lastElementChild.remove();
  if (!row) return panel.append(make("p", { class: "quiet" }, "Nothing more is known of this formula."));
  const expression = row.terms.some((term) => /\W/.test(term.text)); // of a name there is nothing to derive
  const shown = Object.entries(TABS).filter(([id]) => expression || id === "meaning" || id === "check");
  const box = make("div", { class: "tabs", "data-tabs": "panel" },
    make("div", { role: "tablist", "aria-label": "What to see of it" }, shown.map(([id, title]) => make("button",
      { type: "button", role: "tab", id: `panel-tab-${id}`, "data-tab": id, "aria-controls": `panel-${id}` }, title))),
    shown.map(([id]) => make("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `panel-tab-${id}` })));
  panel.append(box);
  const place = (id) => box.querySelector(`#panel-${id}`);
  place("meaning").append(...meaning(row));
  place("check").append(...verdict(row));
  const filled = new Set();
  const chosen = async (button) => {
    const id = button.dataset.tab;
    if (!(id in FILLED) || filled.has(id)) return;
    filled.add(id);
    const into = place(id);
    into.replaceChildren(make("p", { class: "quiet" }, waiting()));
    try {
      const made = await FILLED[id](formula);
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
