// Which of the reader's columns is which variable of a formula, as a sensible guess.
import { numeric, rank } from "./shapes.js";

const TARGETS = new Set(["y", "t", "target", "label", "labels", "class", "output", "response", "outcome"]);
const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
const whole = (source) => !numeric(source) || [source.value].flat(Infinity).every(Number.isInteger);

/**
 * The size that goes over the rows of data: the first of the first matrix, else what most vectors have; null where a
 * formula is about one example, with a number for its target.
 */
export function rowsOf(variables) {
  if (!variables.some((v) => v.shape.length > 1) && variables.some((v) => !v.shape.length && TARGETS.has(plain(v.name)))) return null;
  const arrays = variables.filter((v) => v.shape.length && !/^\d+$/.test(v.shape[0]));
  const labels = arrays.find((v) => v.classes) ?? arrays.find((v) => v.shape.length === 2);
  if (labels) return labels.shape[0];
  const counts = new Map();
  for (const v of arrays) counts.set(v.shape[0], (counts.get(v.shape[0]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** A sensible assignment { variable: [names of sources] }: by names first, then what is left by kinds. */
export function guess(formula, sources) {
  const { variables } = formula;
  const found = {};
  const free = new Map(sources.map((s) => [s.name, s]));
  const take = (variable, names) => {
    found[variable.name] = names;
    for (const name of names) free.delete(name);
  };
  const rows = rowsOf(variables);
  for (const v of variables) {
    if (rows !== null && !v.shape.length && sources.every((s) => rank(s.value))) continue; // a parameter beside columns
    const same = sources.find((s) => s.name === v.name) ?? sources.find((s) => plain(s.name) === plain(v.name) && s.name.length > 1 && free.has(s.name));
    if (same && free.has(same.name)) take(v, [same.name]);
  }
  for (const v of variables.filter((one) => !found[one.name] && one.shape.length)) { // X from x1, x2, ...
    const numbered = [...free.values()].filter((s) => new RegExp(`^${plain(v.name)}\\d+$`).test(plain(s.name)) && numeric(s)).map((s) => s.name);
    if (numbered.length > 1 || (numbered.length && v.shape.length === 2)) take(v, numbered);
  }
  const along = variables.filter((v) => v.shape.length && v.shape[0] === rows);
  const open = () => along.filter((v) => !found[v.name]);
  for (const v of open().filter((one) => one.shape.length === 1)) {
    const left = [...free.values()].filter((s) => rank(s.value) === 1);
    const fits = v.whole || v.classes ? left.filter((s) => whole(s)) : left;
    const named = fits.find((s) => TARGETS.has(plain(s.name)));
    const isTarget = TARGETS.has(plain(v.name)) || v.classes;
    const own = isTarget ? named ?? fits.at(-1) : fits.find((s) => !TARGETS.has(plain(s.name)));
    const enough = !open().some((one) => one.shape.length === 2) || left.length > 1 || named;
    if (own && enough) take(v, [own.name]);
  }
  for (const v of open().filter((one) => one.shape.length === 2)) {
    const box = [...free.values()].find((s) => rank(s.value) === 2);
    const columns = [...free.values()].filter((s) => rank(s.value) === 1 && numeric(s)).map((s) => s.name);
    if (box) take(v, [box.name]);
    else if (columns.length) take(v, columns);
  }
  if (rows === null) examples(variables, found, free, take);
  return found;
}

/** Where a formula is about one example, all of them: the vector beside a number that is named gets what is left. */
function examples(variables, found, free, take) {
  const numbers = variables.filter((v) => !v.shape.length && !found[v.name]);
  const target = numbers.find((v) => TARGETS.has(plain(v.name)));
  const named = [...free.values()].find((s) => TARGETS.has(plain(s.name)));
  if (target && named) take(target, [named.name]);
  const input = variables.find((v) => v.shape.length === 1 && !found[v.name] && /^[xz]/i.test(v.name));
  const columns = [...free.values()].filter(numeric).map((s) => s.name);
  if (input && columns.length) take(input, columns);
  const x = variables.find((v) => !v.shape.length && !found[v.name] && /^x/i.test(v.name));
  if (!input && x && columns.length) take(x, columns.slice(0, 1));
}
