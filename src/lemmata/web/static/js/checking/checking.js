// A document that is checked while it is read: its page comes first, then its marks as they are found.
import { make } from "../dom.js";
import { events } from "./events.js";
import { report } from "./report.js";

let running = null; // one at a time

/**
 * Checks a document, and shows it.
 *   path, body  of the request that the server answers with events
 *   said        hears what happens, in words
 *   place       where all is shown
 */
export async function check(path, body, name, said, place) {
  running?.abort();
  const mine = running = new AbortController();
  const began = performance.now(), seconds = () => (performance.now() - began) / 1000;
  said.textContent = `Checking ${name} …`;
  const bar = make("progress", { "aria-label": `Formulas of ${name} that are checked` }), far = make("span");
  const working = make("p", { class: "quiet working" }, bar, far, make("button", { type: "button", onclick: () => mine.abort() }, "Stop"));
  const shown = report();
  place.replaceChildren(working, shown.element);
  let all = null;
  const tell = () => {
    far.textContent = `${all == null ? "" : `${shown.count} of ${all} formulas, `}${Math.round(seconds())} s`;
  };
  const clock = setInterval(tell, 500);
  const end = (...words) => {
    clearInterval(clock);
    if (mine !== running) return; // another document is shown
    const asked = working.contains(document.activeElement);
    working.remove();
    said.replaceChildren(...words);
    if (asked) said.focus(); // the button that had the keyboard is gone
  };
  const left = (why) => `${why}${all == null ? "" : `: ${shown.count} of the ${all} formulas of ${name} are checked`}`;
  try {
    for await (const { name: event, data } of events(path, body, { signal: mine.signal })) {
      if (event === "page") {
        all = bar.max = data.formulas;
        if (all > 20) said.textContent = `Checking ${name}: ${all} formulas`;
        shown.page(data.html);
      } else if (event === "fault") {
        throw Object.assign(new Error([data.error.message, data.error.remedy].filter(Boolean).join(": ")), { told: data.error });
      } else if (event === "done") {
        shown.done(data);
        return end(`${name}: ${shown.summary()} (${seconds().toFixed(1)} s)`);
      } else {
        shown.part(data);
        bar.value = shown.count;
        tell();
      }
    }
    throw new Error("the server ended before all was checked; is lemmata serve still running?");
  } catch (error) {
    shown.stopped();
    if (error.name === "AbortError") end(left("Stopped"));
    else end(make("span", { class: "error" }, error.message.replace(/^<text>\//, "")), all == null ? "" : ` ${left("Until then")}`);
  }
}
