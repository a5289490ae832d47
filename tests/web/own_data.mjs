// What the page makes of formulas with data: `node own_data.mjs FOLDER SCRIPTS`, a module of each formula in the folder.
import { readFileSync } from "node:fs";

const [folder, scripts] = process.argv.slice(2);
const tools = {};
for (const name of ["exporting", "gathering", "guessing", "reading", "running"]) Object.assign(tools, await import(`${scripts}/${name}.js`));
const { read, guess, gather, sizesOf, openSizes, starts, problem, stepped, script, notebook } = tools;
const [STEPS, RATE] = [5, 0.05];

function answer(module, text) {
  const { formula } = module, { sources } = read(text);
  const assigned = guess(formula, sources), gathered = gather(formula, sources, assigned), sizes = sizesOf(formula, gathered);
  for (const name of openSizes(formula, gathered, sizes)) sizes[name] = 3;
  const start = starts(formula, gathered, sizes, 1), own = problem(module, gathered, sizes), over = own.learned;
  let now = start;
  for (let step = 0; step < STEPS; step++) now = stepped(own, now, over, RATE);
  const taken = { gathered, sizes, start, over, rate: RATE, steps: STEPS, sign: 1 };
  return { assigned, values: gathered.values, many: gathered.many, start, now, value: own.value(start),
    slopes: Object.fromEntries(own.derivable.map((name) => [name, own.slope(name, start)])),
    script: script(module, taken), notebook: notebook(module, taken) };
}

const answers = [];
for (const [k, text] of JSON.parse(readFileSync(new URL("asked.json", folder))).entries()) {
  try {
    answers.push(answer(await import(new URL(`module${k}.mjs`, folder)), text));
  } catch (error) {
    answers.push({ error: String(error.stack) });
  }
}
console.log(JSON.stringify(answers));
