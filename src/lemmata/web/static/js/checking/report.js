// The report of a document: how many of each verdict, what to look at, its page with a mark on each formula.
import { make } from "../dom.js";
import { showAll, words } from "../math.js";
import { openAsked } from "../panel.js";
import { know } from "../panel/known.js";

const SEEN = ["refuted", "failed", "flagged", "conditional", "undecided", "unreadable", "proved", "agrees", "definition", "condition", "notation"];
const FIRST = 20; // issues that are listed at once
const PAGE = "checked"; // what its formulas are asked for by

/** An element that fills: `page` first, `part` by part, and at last `done`, or `stopped`. */
export function report() {
  const rows = {}, verdicts = {}, waiting = new Map();
  let over = false, wrong = 0;
  const tally = make("p", { class: "tally" }), list = make("ol", { class: "issues", "aria-label": "What to look at" });
  const more = make("button", { type: "button", hidden: true, onclick: () => show(true) });
  const unclear = make("ol", { class: "issues", "aria-label": "Not understood or not decided" }), title = make("summary");
  const others = make("details", { class: "unclear", hidden: true }, title, unclear);
  const article = make("article", { "data-panels": PAGE });
  know(PAGE, (number) => rows[number] ?? (over ? null : new Promise((come) => waiting.set(number, [...(waiting.get(number) ?? []), come]))));

  const show = (all) => {
    if (all) list.classList.add("whole");
    [...list.children].forEach((one, place) => (one.hidden = place >= FIRST && !list.classList.contains("whole")));
    const first = all && list.children[FIRST]?.querySelector("a");
    more.hidden = list.classList.contains("whole") || list.children.length <= FIRST;
    more.textContent = `Show all ${list.children.length}`;
    first?.focus(); // the button is gone
  };
  const mark = (told) => {
    for (const [number, row] of Object.entries(told)) {
      rows[number] = row;
      const formula = article.querySelector(`#formula-${number}`);
      if (formula) formula.className = `${formula.className.replace(/\bis-\w+/, "").trim()} is-${row.verdict}`;
      waiting.get(number)?.forEach((come) => come(row));
      waiting.delete(number);
    }
  };
  const open = (issues) => {
    unclear.append(...issues.map(issue));
    others.hidden = !unclear.children.length;
    title.textContent = `${unclear.children.length} not understood or not decided`;
  };
  const count = () => tally.replaceChildren(...SEEN.filter((verdict) => verdicts[verdict]).flatMap((verdict) => [make("span", { class: `verdict ${verdict}` }, `${verdicts[verdict]} ${verdict}`), " "]));
  const ended = () => {
    over = true;
    waiting.forEach((all) => all.forEach((come) => come(null)));
  };

  return {
    element: make("div", {}, tally, list, more, others, article),
    get count() { return Object.keys(rows).length; },
    page(html) {
      article.innerHTML = html; // made by the server, in which a document's own HTML is text
      showAll(article);
      openAsked();
    },
    part(told) {
      mark(told.rows);
      for (const [verdict, more] of Object.entries(told.summary)) verdicts[verdict] = (verdicts[verdict] ?? 0) + more;
      count();
      list.append(...told.issues.map(issue));
      show();
      open(told.unclear);
    },
    done(found) {
      mark(found.rows);
      for (const verdict of SEEN) verdicts[verdict] = found.summary[verdict];
      count();
      wrong = found.issues.length;
      list.replaceChildren(...found.issues.map(issue)); // with those of its code
      show();
      unclear.replaceChildren();
      open(found.unclear);
      article.querySelectorAll(".remarks").forEach((place, k) => (place.innerHTML = found.remarks[k]));
      ended();
    },
    stopped: ended,
    /** All of it in words. */
    summary() {
      const all = Object.keys(rows).length, left = unclear.children.length;
      if (!all && !wrong) return "there is no formula in it";
      return [`${all} ${all === 1 ? "formula" : "formulas"}`, wrong ? `${wrong} ${wrong > 1 ? "things" : "thing"} to look at` : "none is wrong",
        left && `${left} not understood or not decided`].filter(Boolean).join(", ");
    },
  };
}

/** One line of what to look at. */
function issue(found) {
  return make("li", {}, make("span", { class: `verdict ${found.verdict}` }, found.verdict), " ",
    found.place ? make("a", { href: `#${found.place}` }, line(found)) : line(found),
    " ", words(found.message), at(found.counterexample), found.hint && make("div", { class: "quiet" }, words(found.hint)));
}

const line = ({ cell, line }) => `${cell ? `cell ${cell}, ` : ""}line ${line}`;

/** The values of a counterexample on one line. */
const at = (values) => (Object.keys(values).length ? make("div", {}, make("code", {}, Object.entries(values).map(([name, value]) => `${name} = ${value}`).join(", "))) : "");
