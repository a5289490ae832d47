// The way of a rule of optimization over contours: each coordinate moves by its slope.

const MOST = 1e6; // farther out nothing is seen any more

export function descent(along, rule, start, rate, count) { // points, the first of which is the start
  const state = Object.fromEntries(rule.state.map((name) => [name, start.map(() => 0)]));
  const fixed = { ...rule.hyperparameters, alpha: rate };
  let theta = [...start];
  const points = [theta];
  for (let t = 1; t <= count; t++) {
    const slopes = along.slopes(...theta);
    theta = theta.map((value, k) => {
      const known = { ...fixed, t, theta: value, g: slopes[k] };
      for (const name of rule.state) known[name] = state[name][k];
      for (const [name, [f, names]] of rule.lines) known[name] = f(...names.map((n) => known[n]));
      for (const name of rule.state) state[name][k] = known[name];
      return known.theta;
    });
    if (!theta.every((value) => Math.abs(value) < MOST)) break;
    points.push(theta);
  }
  return points;
}

export function path(points, name) { // as layers: the steps, where they began
  const [x, y] = [0, 1].map((k) => points.map((p) => p[k]));
  return [{ type: "curve", name, x, y, colour: 1 }, { type: "points", name: "", x, y, words: [], colour: 1 },
    { type: "points", name: "start", x: x.slice(0, 1), y: y.slice(0, 1), words: [], colour: 1, hollow: true }];
}
