// Tabs as the ARIA practices have them: arrows go from one to the next, one of them is in the order of the keyboard.
import { state } from "./dom.js";

/** Makes the tabs below an element work; `chosen` hears the tab. With data-tabs="name" the address holds which one. */
export function tabs(element, chosen = () => {}) {
  const all = [...element.querySelectorAll("[role=tab]")];
  const name = element.dataset.tabs;
  const choose = (tab, focus = true) => {
    for (const one of all) {
      const on = one === tab;
      one.setAttribute("aria-selected", on);
      one.tabIndex = on ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !on;
    }
    if (focus) tab.focus();
    if (name) state.set({ [name]: tab === all[0] ? "" : tab.dataset.tab });
    chosen(tab);
  };
  all.forEach((tab, place) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step ? all.at((place + step) % all.length) : { Home: all[0], End: all.at(-1) }[event.key];
      if (next) {
        event.preventDefault();
        choose(next);
      }
    });
  });
  choose(all.find((tab) => name && tab.dataset.tab === state.get(name)) ?? all[0], false);
  return { choose: (id) => choose(all.find((tab) => tab.dataset.tab === id) ?? all[0], false) };
}
