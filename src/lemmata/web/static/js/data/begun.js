// Where the parameters of a formula start: at random, or as it was typed.
import { value as literal } from "./literals.js";
import { sizeAt, starts } from "./running.js";
import { about, misfit, shapeOf } from "./shapes.js";

/** The arrays of the parameters; what was typed for data of another shape is left out. */
export function begun(formula, gathered, sizes, typed, seed) {
  const found = starts(formula, gathered, sizes, seed);
  for (const v of formula.variables) {
    if (!(v.name in typed) || !(v.name in found)) continue;
    let own;
    try {
      own = literal(String(typed[v.name]), 0).value;
    } catch (error) {
      throw about(v, `${v.name} starts at ${typed[v.name]}: ${error.message}`);
    }
    const expected = v.shape.map((one) => sizeAt(one, sizes));
    if (String(shapeOf(own)) !== String(expected)) {
      if (String(shapeOf(own).length) === String(expected.length) && expected.length) continue; // typed for other data
      throw misfit(v, expected, shapeOf(own), ", where it starts");
    }
    found[v.name] = own;
  }
  return found;
}
