// Texts that people paste as arrays: tables as a spreadsheet copies them, CSV files, lists as Python and JSON write them.

import { value as literal } from "./literals.js";

const NONE = new Set(["", "na", "n/a", "nan", "null", "none", "-", "?"]);
const LISTS = /^\s*(?:#.*\n\s*)*(?:[[{(]|(?:np\.|numpy\.|torch\.)|[A-Za-z_]\w*\s*=)/;

/**
 * What a text holds: { sources: [{ name, value }], notes }. A value is a number, or nested lists of numbers, or a list
 * of words; of a table, each column is a source.
 */
export function read(text) {
  const found = LISTS.test(text) ? arrays(text) : table(text);
  if (!found.sources.length) throw new Error("there are no numbers in this; paste a table, or write x = [1, 2, 3]");
  return found;
}

function arrays(text) {
  const parts = named(text);
  const sources = [];
  for (const [name, value] of parts) {
    if (value && typeof value === "object" && !Array.isArray(value)) { // a dictionary
      for (const [key, own] of Object.entries(value)) sources.push({ name: key, value: checked(key, own) });
    } else if (!name && Array.isArray(value) && Array.isArray(value[0])) { // rows without a name are a table
      checked("the table", value)[0].forEach((_, k) => sources.push({ name: `column ${k + 1}`, value: value.map((row) => row[k]) }));
    } else sources.push({ name: name || "column 1", value: checked(name || "the list", value) });
  }
  return { sources, notes: [] };
}

function named(text) { // [[name, value]]: `x = [1, 2]` line by line, or one value
  const found = [];
  let place = 0;
  while (place < text.length) {
    const blank = /^(?:\s|;|#[^\n]*)*/.exec(text.slice(place))[0].length;
    place += blank;
    if (place >= text.length) break;
    const name = /^([A-Za-z_]\w*)\s*=\s*/.exec(text.slice(place));
    if (name) place += name[0].length;
    const read = literal(text, place);
    found.push([name?.[1] ?? "", read.value]);
    place = read.end;
  }
  return found;
}

function checked(name, value) { // a number, a list of words, or a box of numbers
  if (typeof value === "number") return value;
  if (!Array.isArray(value)) throw new Error(`${name} is ${JSON.stringify(value)}; give a number or a list`);
  if (!value.length) throw new Error(`${name} is an empty list; give it entries`);
  if (value.every((one) => typeof one === "string")) return value;
  const shape = (one) => (Array.isArray(one) ? [one.length, ...(one.length ? shape(one[0]) : [])] : []);
  const first = shape(value);
  const even = (one, [size, ...rest]) => (size === undefined ? !Array.isArray(one)
    : Array.isArray(one) && one.length === size && one.every((part) => even(part, rest)));
  if (!even(value, first)) throw new Error(`${name} is no box of numbers: its rows have different lengths`);
  const odd = value.flat(Infinity).find((one) => typeof one !== "number" || !Number.isFinite(one));
  if (odd !== undefined) throw new Error(`${name} holds ${JSON.stringify(odd)}, which is no finite number`);
  return value;
}

function table(text) {
  const rows = cells(text);
  if (!rows.length) throw new Error("there is nothing in this; paste a table, or write x = [1, 2, 3]");
  const wide = rows[0].length;
  const odd = rows.findIndex((row) => row.length !== wide);
  if (odd >= 0) throw new Error(`row ${odd + 1} has ${counted(rows[odd].length, "cell")}, row 1 has ${wide}; every row needs as many`);
  const headed = hasHeader(rows);
  const names = headed ? unique(rows[0].map((name, k) => name.trim() || `column ${k + 1}`)) : rows[0].map((_, k) => `column ${k + 1}`);
  const body = headed ? rows.slice(1) : rows;
  const whole = body.filter((row) => row.every((cell) => !missing(cell)));
  if (!whole.length) throw new Error("no row of the table is whole: each has an empty cell");
  const notes = whole.length < body.length ? [`${counted(body.length - whole.length, "row")} with an empty cell left out`] : [];
  const sources = names.map((name, k) => {
    const column = whole.map((row) => row[k].trim());
    return { name, value: column.every((cell) => Number.isFinite(number(cell))) ? column.map(number) : column };
  });
  return { sources, notes };
}

const missing = (cell) => NONE.has(cell.trim().toLowerCase());
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function hasHeader(rows) { // a first row of words above numbers, or of words that never come again
  const words = rows[0].map((cell) => !Number.isFinite(number(cell)));
  if (rows.length < 2 || !words.some(Boolean)) return false;
  const below = (k) => rows.slice(1).filter((row) => !missing(row[k])).map((row) => row[k]);
  if (words.some((word, k) => word && below(k).length && below(k).every((cell) => Number.isFinite(number(cell))))) return true;
  return words.every((word, k) => word && !below(k).includes(rows[0][k]));
}

function unique(names) {
  const seen = new Map();
  return names.map((name) => {
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return seen.get(name) > 1 ? `${name} (${seen.get(name)})` : name;
  });
}

function number(cell) { // 1.5, 1e-3, and 1,5 where the comma does not separate cells
  const text = cell.trim().replace("−", "-");
  if (!/\d/.test(text) || /^[+-]?0[xbo]/i.test(text)) return NaN;
  return Number(/^[+-]?\d+,\d+$/.test(text) ? text.replace(",", ".") : text);
}

function cells(text) { // rows of cells; quotes as CSV has them
  const lines = text.replace(/\r\n?/g, "\n").replace(/^\ufeff/, "");
  const mark = separator(lines);
  const rows = [[]];
  let cell = "", quoted = false, place = 0;
  const done = () => { rows.at(-1).push(cell); cell = ""; };
  for (; place < lines.length; place++) {
    const c = lines[place];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (lines[place + 1] === '"') cell += lines[++place];
      else quoted = false;
    } else if (c === '"' && !cell.trim()) [quoted, cell] = [true, ""];
    else if (c === "\n") { done(); rows.push([]); }
    else if (mark === " " ? /\s/.test(c) : c === mark) {
      if (mark !== " " || cell) done();
    } else cell += c;
  }
  if (cell || (mark !== " " && rows.at(-1).length)) done();
  const filled = mark === " " ? rows.map((row) => (row.at(-1) === "" ? row.slice(0, -1) : row)) : rows;
  return filled.filter((row) => row.some((one) => one.trim()));
}

function separator(text) { // blanks only where nothing else does, and the last row has several cells
  const lines = text.split("\n").filter((line) => line.trim());
  return ["\t", ";", ","].find((mark) => lines[0]?.includes(mark)) ?? (/\S\s+\S/.test(lines.at(-1) ?? "") ? " " : ",");
}
