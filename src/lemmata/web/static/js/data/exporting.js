// The reader's data and formula as code of NumPy, and as a notebook; both are written here.

import { mapped } from "./running.js";

const WIDE = 100;

/** An array as Python writes it, in lines. */
function list(value) {
  const text = JSON.stringify(value).replaceAll(",", ", ").replaceAll("null", "np.nan");
  if (text.length <= WIDE) return text;
  if (Array.isArray(value[0])) return `[\n${value.map((row) => `    ${list(row)},`).join("\n")}\n]`;
  const lines = [""];
  for (const item of value) {
    const next = `${JSON.stringify(item)}, `;
    if (lines.at(-1).length + next.length > WIDE) lines.push("");
    lines[lines.length - 1] += next;
  }
  return `[\n${lines.map((line) => `    ${line.trimEnd()}`).join("\n")}\n]`;
}

const literal = (variable, value) => (Array.isArray(value) ? `np.array(${list(value)}${variable.whole || JSON.stringify(value).includes(".") ? "" : ", float"})`
  : variable.whole || !Number.isInteger(value) ? String(value) : `${value}.0`);

/** The parts of the code: { head, data, functions, run }. */
function parts(module, state) {
  const { formula } = module;
  const { gathered, sizes, start, over, rate, steps, sign } = state;
  const given = { ...start, ...gathered.values };
  const known = formula.variables.filter((v) => v.name in given);
  const { imports, helpers, functions } = formula.numpy;
  const wanted = ["value", ...over];
  const needed = [...new Set(wanted.flatMap((key) => functions[key].inputs).filter((name) => !(name in given)))];
  const data = [...known.map((v) => `${v.name} = ${literal(v, given[v.name])}`), ...needed.map((name) => `${name} = ${sizes[name]}`)];
  const defined = wanted.map((key) => functions[key].source);
  const { many } = gathered;
  const call = (key) => {
    const { name, inputs } = functions[key];
    const rowwise = inputs.filter((one) => many.includes(one));
    const plain = `${name}(${inputs.join(", ")})`;
    if (!rowwise.length) return plain;
    const rows = rowwise.length === 1 ? `for ${rowwise[0]} in rows` : `for ${rowwise.join(", ")} in rows`;
    return `np.mean([${plain} ${rows}], axis=0)`;
  };
  const run = [];
  if (many.length) run.push(`rows = ${many.length === 1 ? many[0] : `list(zip(${many.join(", ")}))`}`);
  run.push(`print("value:", ${call("value")})`);
  for (const name of over) run.push(`print("gradient by ${name}:", ${call(name)})`);
  if (steps && over.length) {
    run.push("", `for step in range(${steps}):`, ...over.map((name) => `    slope_${name} = ${call(name)}`),
      ...over.map((name) => `    ${name} = ${name} ${sign > 0 ? "-" : "+"} ${rate} * slope_${name}`), `print("after ${steps} steps:", ${call("value")})`,
      ...over.map((name) => `print("${name} =", ${name})`));
  }
  return { head: imports, data, functions: [...helpers, ...defined], run };
}

/** A script that begins with the data and ends with what the page shows. */
export function script(module, state) {
  const { head, data, functions, run } = parts(module, state);
  return `${[head.join("\n"), ...functions].join("\n\n\n")}\n\n\n${data.join("\n")}\n\n${run.join("\n")}\n`;
}

/** The same as a notebook, which is text too. */
export function notebook(module, state) {
  const { head, data, functions, run } = parts(module, state);
  const code = (source) => ({ cell_type: "code", metadata: {}, execution_count: null, outputs: [], source });
  const text = (source) => ({ cell_type: "markdown", metadata: {}, source });
  const cells = [text(`$$${module.formula.latex}$$`), code([...head, "", ...data].join("\n")), code(functions.join("\n\n\n")), code(run.join("\n"))]
    .map((cell, k) => ({ id: `cell-${k}`, ...cell }));
  return JSON.stringify({ cells, metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } }, nbformat: 4, nbformat_minor: 5 }, null, 1);
}

/** An array as JSON, for the clipboard. */
export const json = (value) => JSON.stringify(mapped(value, (x) => (Number.isFinite(x) ? x : null)));
