// What every page has: formulas that can be opened, search, light and dark, tabs, copies, progress.
import { copyable } from "./copy.js";
import { map } from "./map.js";
import { showAll } from "./math.js";
import { panels } from "./panel.js";
import { mark } from "./progress.js";
import { search } from "./search.js";
import { allSteps } from "./steps.js";
import { tabs } from "./tabs.js";

if (matchMedia("(max-width: 62rem)").matches) document.getElementById("contents")?.removeAttribute("open");
document.getElementById("contents")?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
document.getElementById("theme").addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
});
showAll();
search();
allSteps();
document.querySelectorAll("[data-tabs='']").forEach((element) => tabs(element));
copyable();
mark();
panels();
document.querySelectorAll("svg.map").forEach(map);
document.documentElement.dataset.ready = "";
