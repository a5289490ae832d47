// While the server's engine starts: pages that lack something ask for themselves again when it is there.
import { ask } from "./dom.js";

const page = document.documentElement;

export async function starting() {
  if (!("starting" in page.dataset)) return;
  await ask("ready").catch(() => {});
  delete page.dataset.starting;
  if (document.querySelector(".starting")) location.reload();
}

/** What stands in a place until the server answers. */
export const waiting = () => ("starting" in page.dataset ? "The engine is starting, a few seconds …" : "…");
