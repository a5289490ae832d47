// Columns of a 2 x 2 matrix that are moved by hand: what moves with them are the numbers that the matrix is made of.

import { element } from "./controls.js";
import { rounded } from "./numbers.js";

const NAMES = ["first column", "second column"];
const OTHER = 1e-2; // how much less it counts that the other column stays, where both can't be had
const [ROUNDS, NUDGE] = [25, 1e-5];

/** Values of the sliders at which a column of the matrix is nearest to a point, and the other one nearly where it was. */
export function reached(matrix, sliders, start, column, point) {
  const keys = sliders.map((s) => s.key);
  const before = matrix(start);
  const wanted = [0, 1].flatMap((row) => [0, 1].map((k) => (k === column ? point[row] : before[row][k])));
  const weight = [0, 1, 2, 3].map((place) => (place % 2 === column ? 1 : OTHER));
  const off = (values) => matrix(values).flat().map((x, k) => weight[k] * (x - wanted[k]));
  const size = (list) => list.reduce((total, x) => total + x * x, 0);
  const within = (values) => Object.fromEntries(sliders.map((s) => [s.key, Math.min(Math.max(values[s.key], s.low), s.high)]));
  let values = within(start), left = off(values), damping = 1e-6;
  for (let round = 0; round < ROUNDS && size(left) > 1e-18; round++) { // Levenberg and Marquardt
    const slopes = keys.map((key) => {
      const [more, less] = [NUDGE, -NUDGE].map((by) => off({ ...values, [key]: values[key] + by }));
      return more.map((x, k) => (x - less[k]) / (2 * NUDGE));
    });
    const normal = slopes.map((a, i) => slopes.map((b, j) => a.reduce((total, x, k) => total + x * b[k], 0) + (i === j ? damping : 0)));
    const step = solved(normal, slopes.map((a) => -a.reduce((total, x, k) => total + x * left[k], 0)));
    const next = within(Object.fromEntries(keys.map((key, k) => [key, values[key] + step[k]])));
    const then = off(next);
    if (size(then) < size(left)) [values, left, damping] = [next, then, damping / 10];
    else damping = Math.max(damping, 1e-9) * 20;
  }
  return Object.fromEntries(keys.map((key) => [key, Number(values[key].toFixed(4))]));
}

function solved(matrix, right) { // by elimination; it is positive definite
  const rows = matrix.map((row, k) => [...row, right[k]]);
  rows.forEach((row, k) => rows.slice(k + 1).forEach((other) => {
    const factor = other[k] / row[k];
    for (let j = k; j < other.length; j++) other[j] -= factor * row[j];
  }));
  const found = new Array(rows.length).fill(0);
  for (let k = rows.length - 1; k >= 0; k--) {
    found[k] = (rows[k].at(-1) - found.reduce((total, x, j) => (j > k ? total + rows[k][j] * x : total), 0)) / rows[k][k];
  }
  return found;
}

/** A grip on the end of each column: dragged, or moved by the arrow keys. `moved` hears the point that is wanted. */
export function grips(stage, plot, moved) {
  const areas = () => [plot._fullLayout.xaxis, plot._fullLayout.yaxis];
  let ends = [[1, 0], [0, 1]];
  const made = NAMES.map((name, column) => {
    const grip = element("button", `picture-grip column-${column + 1}`, stage);
    grip.type = "button";
    grip.setAttribute("aria-roledescription", "point to be moved by the arrow keys");
    let from = null; // where on the grip it is held
    grip.addEventListener("pointerdown", (event) => {
      grip.setPointerCapture(event.pointerId);
      const box = grip.getBoundingClientRect();
      from = [event.clientX - box.x - box.width / 2, event.clientY - box.y - box.height / 2];
    });
    grip.addEventListener("pointermove", (event) => {
      if (!from) return;
      const box = plot.getBoundingClientRect();
      const [x, y] = areas();
      moved(column, [x.p2l(event.clientX - from[0] - box.x - x._offset), y.p2l(event.clientY - from[1] - box.y - y._offset)]);
    });
    for (const end of ["pointerup", "pointercancel"]) grip.addEventListener(end, () => { from = null; });
    grip.addEventListener("keydown", (event) => {
      const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!way) return;
      event.preventDefault();
      const step = event.shiftKey ? 0.5 : 0.05;
      moved(column, ends[column].map((x, k) => x + step * way[k]));
    });
    return grip;
  });
  return (matrix) => { // where they are now
    ends = [0, 1].map((k) => [matrix[0][k], matrix[1][k]]);
    const whole = ends.flat().every(Number.isFinite);
    made.forEach((grip, column) => {
      const [x, y] = areas();
      grip.hidden = !whole;
      if (!whole) return;
      const place = (axis, at) => `${axis._offset + Math.min(Math.max(axis.l2p(at), 0), axis._length)}px`;
      grip.style.left = place(x, ends[column][0]);
      grip.style.top = place(y, ends[column][1]);
      grip.setAttribute("aria-label", `${NAMES[column]}: ${ends[column].map((v) => rounded(v, 3)).join(", ")}`);
    });
  };
}
