// What is known of the formulas of a page: asked for by address, each once; or come with the page, or to come.
import { ask } from "../dom.js";

const answers = new Map(); // by address
const finders = new Map(); // of formulas that came with their page, by its name

const once = (path) => {
  if (!answers.has(path)) answers.set(path, ask(path).catch((error) => (answers.delete(path), Promise.reject(error))));
  return answers.get(path);
};

/** Formulas that no address has: `find` gives what is known of one by its number, or a promise of it. */
export function know(name, find) {
  finders.set(name, find);
}

/** What is known of a formula: meaning and verdict; null where it is nothing. A promise, where it has to be waited for. */
export function found(from, number) {
  if (finders.has(from)) return finders.get(from)(number);
  return from ? once(`${from}.json`).then((rows) => rows[number] ?? null) : null;
}

/** Whether it comes of itself, later. */
export const isToCome = (from, number) => finders.has(from) && finders.get(from)(number) instanceof Promise;

/** Asks for what a page will need when a formula is opened. */
export const ahead = (from) => finders.has(from) || once(`${from}.json`).catch(() => {});

/** Derivatives and code of the expressions of a formula; of one that no address has, asked for by its terms. */
export async function expressions({ row, from, number }) {
  if (!finders.has(from)) return once(`${from}/${number}.json`);
  return ask("api/opened", { terms: row.terms.map((term) => [term.text, term.variables]) });
}

/** Where the module of its picture is, or of its values at data. */
export function moduleOf(kind, { row, from, number }) {
  if (finders.has(from)) return `api/${kind}?${row.terms.at(-1).query}`;
  return `${kind === "data" ? from.replace("panel/", "data/") : from}/${number}.js`;
}
