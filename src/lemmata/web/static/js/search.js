// Search over titles, functions and statements, in the page: every word begins a word of the lemma.
import { ask, make, to } from "./dom.js";

const MOST = 12;
const SIGNS = { "σ": "sigma", "θ": "theta", "μ": "mu", "λ": "lambda", "Σ": "sum", "∑": "sum", "∇": "nabla", "π": "pi", "ε": "epsilon",
  "β": "beta", "α": "alpha", "η": "eta", "γ": "gamma", "φ": "phi", "ρ": "rho", "κ": "kappa", "∫": "int", "√": "sqrt", "∂": "partial" };
let index;

const words = (text) => text.replace(/[^\x00-\x7f]/gu, (sign) => (SIGNS[sign] ? ` ${SIGNS[sign]} ` : sign)).toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const begins = (text, word) => text.startsWith(word) || text.includes(` ${word}`);

/** The lemmas in which all words occur, those with them in their titles first. */
export function found(lemmas, query) {
  const asked = words(query);
  if (!asked.length) return [];
  return lemmas.map((lemma, place) => {
    const title = words(lemma.title).join(" ");
    const head = `${title} ${lemma.names} ${lemma.id.replaceAll("-", " ")}`;
    if (!asked.every((word) => begins(head, word) || begins(lemma.text, word))) return null;
    const whole = title === asked.join(" ") || title === `the ${asked.join(" ")}` ? -10 : 0;
    return { lemma, rank: [whole + asked.filter((word) => !begins(title, word)).length * 2 + asked.filter((word) => !begins(head, word)).length, place] };
  }).filter(Boolean).sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1]).slice(0, MOST).map((row) => row.lemma);
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
      : [make("li", { role: "option", "aria-disabled": "true" }, "Nothing found")]));
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
