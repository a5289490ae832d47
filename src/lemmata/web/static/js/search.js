// Search over titles, functions and words, in the page: a word of the question begins a word of the lemma, its ending aside.
import { ask, make, say, to } from "./dom.js";

const MOST = 12;
const SIGNS = { "σ": "sigma", "θ": "theta", "μ": "mu", "λ": "lambda", "Σ": "sum", "∑": "sum", "∇": "nabla", "π": "pi", "ε": "epsilon",
  "β": "beta", "α": "alpha", "η": "eta", "γ": "gamma", "φ": "phi", "ρ": "rho", "κ": "kappa", "∫": "int", "√": "sqrt", "∂": "partial" };
const FILLING = new Set("a an and are as at by can do does for from how i in is it of on or the to what when which why with".split(" "));
const CALLED = { multiplication: "product", multiply: "product", gaussian: "normal", bell: "normal", pca: "principal components", length: "magnitude",
  backprop: "backpropagation", l1: "lasso", l2: "ridge", overfitting: "dropout decay", std: "standard", slope: "derivative", average: "mean" };
const ENDING = /(?:ications?|ations?|ings?|ices|ied|ies|ed|es|s|y)$/;
const [TITLE, NAME, STATED, SAID] = [8, 5, 2, 1]; // how much it says that a word stands there
let index;

const words = (text) => text.replace(/[^\x00-\x7f]/gu, (sign) => (SIGNS[sign] ? ` ${SIGNS[sign]} ` : sign)).toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const begins = (text, word) => text.startsWith(word) || text.includes(` ${word}`);
const stem = (word) => (word.length > 5 && word.replace(ENDING, "").length > 3 ? word.replace(ENDING, "") : word);
const initials = (title) => title.split(" ").filter((word) => !FILLING.has(word)).map((word) => word[0]).join("");

/** How well a word fits a lemma: by where it stands. */
function fits(word, lemma) {
  const whole = begins(lemma.title, word) || lemma.initials === word ? 1 : 0; // as it was asked for
  const short = stem(word);
  const place = begins(lemma.title, short) || whole ? TITLE : begins(lemma.names, short) ? NAME : begins(lemma.text, short) ? STATED : begins(lemma.more, short) ? SAID : 0;
  return place + whole;
}

/** The lemmas that have all words, the best first; where none has them, those that have most. */
export function found(lemmas, query) {
  const all = words(query), told = all.filter((word) => !FILLING.has(word));
  const asked = told.length ? told : all;
  if (!asked.length) return [];
  const known = lemmas.map((lemma) => {
    const title = words(lemma.title).join(" ");
    return { lemma, title, names: `${lemma.names} ${lemma.id.replaceAll("-", " ")}`, text: lemma.text, more: lemma.more, initials: initials(title) };
  });
  const rows = known.map((one) => asked.map((word) => Math.max(fits(word, one), ...(CALLED[word]?.split(" ") ?? []).map((other) => fits(other, one)))));
  const rare = asked.map((_, k) => 1 / (1 + rows.filter((row) => row[k]).length)); // what few have says more
  const scored = rows.map((row, place) => {
    const exact = [asked.join(" "), `the ${asked.join(" ")}`].includes(known[place].title) ? 100 : 0;
    return { lemma: known[place].lemma, place, whole: row.every(Boolean), rank: exact + row.reduce((sum, fit, k) => sum + fit * (1 + rare[k]), 0) };
  });
  const whole = scored.filter((row) => row.whole);
  return (whole.length ? whole : scored.filter((row) => row.rank > STATED + 1)).sort((a, b) => b.rank - a.rank || a.place - b.place)
    .slice(0, MOST).map((row) => Object.assign(row.lemma, { near: !row.whole }));
}

export function search() {
  const input = document.getElementById("search");
  const list = document.getElementById("found");
  let chosen = -1;
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    const rows = [...list.querySelectorAll("[role=option]")];
    if (!rows.length) return;
    chosen = (place + rows.length) % rows.length;
    rows.forEach((row, k) => row.setAttribute("aria-selected", k === chosen));
    rows[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", rows[chosen].id);
  };
  const look = async () => {
    if (!input.value.trim()) return close();
    index ??= await ask("search.json");
    const lemmas = found(index, input.value);
    list.replaceChildren(...(lemmas.length ? lemmas.map((lemma, place) => make("li",
      { role: "option", id: `found-${place}`, "aria-selected": "false", "data-id": lemma.id, onmousedown: (event) => event.preventDefault(),
        onclick: () => (location.href = to(`lemma/${lemma.id}`)) }, lemma.title, " ", make("small", {}, lemma.chapter)))
      : [make("li", { role: "option", "aria-disabled": "true" }, "Nothing found; try one word, or look at the map")]));
    if (lemmas[0]?.near) list.prepend(make("li", { role: "option", "aria-disabled": "true" }, make("small", {}, "No lemma has all of these words; nearest:")));
    say(lemmas.length ? `${lemmas.length} found: arrow down to go through them` : "Nothing found");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    chosen = -1;
  };
  input.addEventListener("input", look);
  input.addEventListener("focus", look);
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (event.key === "Enter") {
      list.querySelectorAll("[role=option][data-id]")[Math.max(chosen, 0)]?.click();
    } else if (event.key === "Escape") close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, textarea, select")) {
      event.preventDefault();
      input.focus();
    }
  });
}
