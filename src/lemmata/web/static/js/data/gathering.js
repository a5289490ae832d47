// The arrays of a formula's variables, from the columns that are assigned to them, and whether they fit.
import { about, misfit, numeric, rank, shapeOf, written } from "./shapes.js";

/**
 * The arrays of the assigned variables: { values, many, count, notes }. Those in `many` have one axis more than they are
 * declared with: the formula is worked out for each of their `count` rows.
 */
export function gather(formula, sources, assigned) {
  const values = {}, many = [], notes = [];
  let count = null;
  for (const v of formula.variables) {
    const names = assigned[v.name] ?? [];
    if (!names.length) continue;
    const chosen = names.map((name) => {
      const own = sources.find((s) => s.name === name);
      if (!own) throw about(v, `${v.name}: there is no column ${name}; there are ${sources.map((s) => s.name).join(", ")}`);
      return own;
    });
    let value = joined(v, chosen, notes);
    const over = rank(value) - v.shape.length;
    if (over < 0 || over > 1) throw misfit(v, v.shape, shapeOf(value));
    if (v.classes || v.whole) value = counted(v, value, notes);
    refuse(v, value);
    values[v.name] = value;
    if (!over) continue;
    if (count !== null && value.length !== count) throw about(v, `${v.name} has ${value.length} rows, ${many[0]} has ${count}; the formula is worked out row by row, so they need as many`);
    many.push(v.name);
    count = value.length;
  }
  return { values, many, count, notes };
}

function joined(v, chosen, notes) { // columns side by side, or one array
  if (chosen.length === 1) {
    const { name, value } = chosen[0];
    const coded = numeric(chosen[0]) ? value : coded1(v, name, value, notes);
    return v.shape.length === 2 && rank(coded) === 1 ? coded.map((x) => [x]) : coded;
  }
  for (const one of chosen) {
    if (rank(one.value) !== 1 || !numeric(one)) throw about(v, `${v.name}: ${one.name} is ${numeric(one) ? `of the shape ${written(shapeOf(one.value))}` : "words"}; only columns of numbers stand side by side`);
    if (one.value.length !== chosen[0].value.length) throw about(v, `${v.name}: ${one.name} has ${one.value.length} entries, ${chosen[0].name} has ${chosen[0].value.length}; they need as many`);
  }
  return chosen[0].value.map((_, i) => chosen.map((one) => one.value[i]));
}

function coded1(v, name, value, notes) { // words as whole numbers, in the order in which they come
  const words = [...new Set(value)];
  const low = !v.classes && v.domain === "real" && words.length === 2 ? [-1, 1] : words.map((_, k) => k);
  if (!v.classes && !v.whole && words.length !== 2) throw about(v, `${v.name}: ${name} holds ${words.length} different words; ${v.declaration} is expected`);
  notes.push(`${v.name}: ${words.slice(0, 6).map((word, k) => `${word} is ${low[k]}`).join(", ")}${words.length > 6 ? ", …" : ""}`);
  return value.map((word) => low[words.indexOf(word)]);
}

function counted(v, value, notes) { // classes from 0 on
  const all = [value].flat(Infinity);
  const odd = all.find((x) => !Number.isInteger(x));
  if (odd !== undefined) throw about(v, `${v.name} holds ${odd}; ${v.declaration} is expected, whole numbers`);
  const classes = [...new Set(all)].sort((a, b) => a - b);
  if (!v.classes || classes[0] <= 0 || !Array.isArray(value)) return value;
  notes.push(`${v.name}: ${classes.slice(0, 6).map((x, k) => `${x} is class ${k}`).join(", ")}${classes.length > 6 ? ", …" : ""}`);
  const place = (x) => (Array.isArray(x) ? x.map(place) : classes.indexOf(x));
  return place(value);
}

const INSIDE = { positive: [(x) => x > 0, "numbers above 0"], nonnegative: [(x) => x >= 0, "numbers from 0 on"],
  negative: [(x) => x < 0, "numbers below 0"], unit: [(x) => x >= 0 && x <= 1, "numbers from 0 to 1"],
  binary: [(x) => x === 0 || x === 1, "0 and 1"], natural: [(x) => x >= 0, "whole numbers from 0 on"],
  simplex: [(x) => x >= 0 && x <= 1, "probabilities"] };

/** Throws where an entry is outside of the domain of a variable. */
export function refuse(v, value) {
  const [inside, words] = INSIDE[v.domain] ?? [];
  const odd = inside && [value].flat(Infinity).find((x) => !inside(x));
  if (odd !== undefined) throw about(v, `${v.name} holds ${odd}; ${v.declaration} is expected, ${words}`);
  if (v.domain !== "simplex") return;
  const rows = (x) => (Array.isArray(x[0]) ? x.flatMap(rows) : [x]);
  const off = rows(value).find((row) => Math.abs(row.reduce((a, b) => a + b, 0) - 1) > 1e-6);
  if (off) throw about(v, `${v.name} adds up to ${Number(off.reduce((a, b) => a + b, 0).toPrecision(6))}; ${v.declaration} is expected, which adds up to 1`);
}

/** The sizes by their names, as the arrays tell them; throws where two of them disagree. */
export function sizesOf(formula, gathered) {
  const sizes = {}, from = {};
  for (const v of formula.variables) {
    if (!(v.name in gathered.values)) continue;
    const shape = shapeOf(gathered.values[v.name]).slice(gathered.many.includes(v.name) ? 1 : 0);
    v.shape.forEach((size, axis) => {
      const wanted = /^\d+$/.test(size) ? Number(size) : sizes[size];
      if (wanted !== undefined && wanted !== shape[axis]) {
        throw misfit(v, v.shape.map((one) => sizes[one] ?? one), shape, from[size] ? ` with ${size} = ${wanted}, as ${from[size]} has it` : "");
      }
      if (/^[A-Za-z_]\w*$/.test(size) && sizes[size] === undefined) [sizes[size], from[size]] = [shape[axis], v.name];
    });
    if (v.classes && /^[A-Za-z_]\w*$/.test(v.classes)) {
      const classes = Math.max(...[gathered.values[v.name]].flat(Infinity)) + 1;
      if (!(sizes[v.classes] > classes)) sizes[v.classes] = Math.max(classes, 2);
    }
  }
  return sizes;
}
