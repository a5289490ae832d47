// A formula at the reader's data: its value, its derivatives, and gradient descent over what is no data.

import { uniforms } from "../picture/samples.js";
import { shapeOf } from "./shapes.js";

const FIRST = { positive: 1, nonnegative: 1, negative: -1, unit: 0.5, natural: 1, integer: 1, binary: 1, labels: 0 };
const MOST = 1e6; // entries of a value, or of a derivative, that are worked out
const LEARNED = new Set(["real", "positive", "nonnegative", "negative", "unit"]);

export const mapped = (value, f) => (Array.isArray(value) ? value.map((one) => mapped(one, f)) : f(value));
export const paired = (a, b, f) => (Array.isArray(a) ? a.map((one, k) => paired(one, b[k], f)) : f(a, b));
export const flat = (value) => [value].flat(Infinity);
const filled = (shape, entry) => (shape.length ? Array.from({ length: shape[0] }, () => filled(shape.slice(1), entry)) : entry());

/** Sizes that no array tells: parameters have them, and the reader may choose them. */
export function openSizes(formula, gathered, sizes) {
  const wanted = formula.variables.filter((v) => !(v.name in gathered.values)).flatMap((v) => [...v.shape, v.classes].filter(Boolean));
  return [...new Set(wanted.flatMap((size) => size.match(/[A-Za-z_]\w*/g) ?? []))].filter((name) => sizes[name] === undefined);
}

/** A size such as "n - 1" or "2*h", which stands in a declaration, as a number. */
export function sizeAt(size, sizes) {
  const terms = size.replaceAll(" ", "").replaceAll("**", "^").replaceAll("-", "+-").split("+").filter(Boolean);
  return terms.reduce((total, term) => total + term.split("*").reduce((product, part) => {
    const sign = part.startsWith("-") ? -1 : 1, [base, power = "1"] = part.replace("-", "").split("^");
    return product * sign * (/^\d+$/.test(base) ? Number(base) : sizes[base]) ** Number(power);
  }, 1), 0);
}

/** Where parameters begin: small random numbers, the same for the same seed; the middle of a domain that is none of all. */
export function starts(formula, gathered, sizes, seed) {
  const found = {};
  formula.variables.forEach((v, place) => {
    if (v.name in gathered.values) return;
    const shape = v.shape.map((size) => sizeAt(size, sizes));
    const numbers = uniforms(shape.reduce((a, b) => a * b, 1), 1000 * seed + place);
    let k = 0;
    if (v.domain === "simplex") found[v.name] = filled(shape, () => 1 / shape.at(-1));
    else if (["symmetric", "semidefinite", "posdef", "orthogonal", "invertible", "diagonal", "diagonalizable", "lower", "upper", "cholesky"].includes(v.domain)) {
      found[v.name] = Array.from({ length: shape[0] }, (_, i) => Array.from({ length: shape[1] }, (_, j) => Number(i === j)));
    } else if (v.domain in FIRST) found[v.name] = filled(shape, () => FIRST[v.domain]);
    else found[v.name] = filled(shape, () => Number((2 * numbers[k++] - 1).toFixed(2)));
  });
  return found;
}

/** A formula with its data: what can be asked of it where the parameters have these values. */
export function problem(module, gathered, sizes) {
  const { functions, formula } = module;
  const { values, many, count } = gathered;
  const entries = (shape) => shape.reduce((total, size) => total * sizeAt(size, sizes), 1);
  const whole = entries(formula.shape) * (many.length ? count : 1);
  if (whole > MOST) throw new Error(`its value has the shape ${[...(many.length ? [count] : []), ...formula.shape.map((size) => sizeAt(size, sizes))].join(" × ")}, more than ${MOST} entries; take fewer rows`);
  const small = (v) => whole * entries(v.shape) <= MOST;
  const run = ([f, names], all) => f(...names.map((name) => all[name]));
  const rows = many.length ? Array.from({ length: count }, (_, i) => Object.fromEntries(many.map((name) => [name, values[name][i]]))) : null;
  const each = (function_, parameters) => (rows ? rows.map((row) => run(function_, { ...sizes, ...values, ...parameters, ...row }))
    : run(function_, { ...sizes, ...values, ...parameters }));
  const mean = (list) => mapped(list.reduce((total, one) => paired(total, one, (a, b) => a + b)), (x) => x / list.length);
  const plain = (value) => mapped(value, Number);
  const number = !formula.shape.length;
  return {
    formula, rows: rows?.length ?? 0, number, sizes, data: values,
    learned: formula.variables.filter((v) => !(v.name in values) && functions.slopes[v.name] && LEARNED.has(v.domain)).map((v) => v.name),
    derivable: formula.variables.filter((v) => functions.slopes[v.name] && small(v)).map((v) => v.name),
    value: (parameters) => plain(each(functions.value, parameters)),
    loss(parameters) { // a number: of rows their mean
      const found = each(functions.value, parameters);
      return number ? Number(rows ? mean(found) : found) : NaN;
    },
    slope(name, parameters) { // of the loss; by what each row has of its own, row by row
      const found = each(functions.slopes[name], parameters);
      if (!rows) return plain(found);
      return plain(many.includes(name) ? mapped(found, (x) => x / rows.length) : mean(found));
    },
    /** The function that is fitted, at other rows; null where the formula compares nothing with data. */
    model: fitted(module, gathered, sizes),
  };
}

function fitted(module, { values, many }, sizes) {
  const data = new Set(Object.keys(values));
  const fits = module.models.filter(({ target, function: [, names] }) => data.has(target)
    && names.some((name) => data.has(name)) && names.some((name) => !data.has(name) && !(name in sizes)));
  const own = fits.at(-1);
  if (!own) return null;
  const [f, names] = own.function;
  const inputs = names.filter((name) => data.has(name));
  const rowwise = inputs.filter((name) => many.includes(name));
  if (many.length && (rowwise.length !== inputs.length || !many.includes(own.target))) return null;
  const at = (given, parameters) => { // given: for each input, its rows
    const all = { ...sizes, ...parameters };
    if (!many.length) return f(...names.map((name) => given[name] ?? all[name]));
    return given[inputs[0]].map((_, i) => f(...names.map((name) => given[name]?.[i] ?? all[name])));
  };
  return { target: own.target, label: own.label, difference: own.difference, inputs, names: names.filter((name) => !data.has(name) && !(name in sizes)), at };
}

/** Whether what is fitted is a function of each row by itself: else it can't be drawn between them. */
export function byRows(model, values, parameters) {
  const given = Object.fromEntries(model.inputs.map((name) => [name, values[name]]));
  const whole = model.at(given, parameters);
  const last = whole.length - 1;
  const alone = model.at(Object.fromEntries(model.inputs.map((name) => [name, [values[name][last]]])), parameters);
  return flat(alone).every((x, k) => Math.abs(x - flat(whole[last])[k]) <= 1e-9 * (1 + Math.abs(x)));
}

/** One step down (or up): the parameters after it. */
export function stepped(own, parameters, over, rate, sign = 1) {
  const slopes = over.map((name) => [name, own.slope(name, parameters)]);
  const next = { ...parameters };
  for (const [name, slope] of slopes) next[name] = paired(parameters[name], slope, (x, g) => x - sign * rate * g);
  return next;
}

const INSIDE = { positive: (x) => x > 0, nonnegative: (x) => x >= 0, negative: (x) => x < 0, unit: (x) => x >= 0 && x <= 1 };

/** Why a descent can't go on from here; "" where it can. */
export function stuck(own, parameters, over, loss) {
  for (const name of over) {
    const { domain, declaration } = own.formula.variables.find((v) => v.name === name);
    if (INSIDE[domain] && !flat(parameters[name]).every(INSIDE[domain])) return `${name} left its domain (${declaration}); take a smaller learning rate`;
  }
  return Number.isFinite(loss) ? "" : "the value ran away; take a smaller learning rate";
}

/** A learning rate with which the first steps go down: the largest power of a half that does, and half of it. */
export function goodRate(own, parameters, over, sign = 1) {
  const start = own.loss(parameters);
  for (let rate = 4; rate > 1e-9; rate /= 2) {
    let now = parameters, before = start, well = true;
    for (let k = 0; k < 6 && well; k++) {
      now = stepped(own, now, over, rate, sign);
      const loss = own.loss(now);
      well = Number.isFinite(loss) && sign * loss <= sign * before + 1e-12 && !stuck(own, now, over, loss);
      before = loss;
    }
    if (well) return rate / 2;
  }
  return 1e-3;
}

export { shapeOf };
