// Shapes of the reader's arrays, and what is said of a variable that they don't fit.

export const rank = (value) => (Array.isArray(value) ? 1 + rank(value[0]) : 0);
export const shapeOf = (value) => (Array.isArray(value) ? [value.length, ...(value.length ? shapeOf(value[0]) : [])] : []);
export const written = (shape) => (shape.length ? shape.join(" × ") : "a number");
const shaped = (shape) => (shape.length ? `the shape ${written(shape)}` : "a number");

export const about = (variable, message) => Object.assign(new Error(message), { variable: variable.name });

/** What is said of a variable whose shape is another one. */
export const misfit = (v, expected, given, why = "") => about(v, `${v.name}: ${shaped(expected)} is expected (${v.declaration}${why}), ${shaped(given)} is given`);

export const numeric = (source) => typeof [source.value].flat(Infinity)[0] === "number";
