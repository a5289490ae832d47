// The sliders of a way down: its learning rate, its steps, where it begins.

export function pathSliders(picture) { // the learning rate by its logarithm
  const [u, v] = picture.coordinates;
  const start = (c) => ({ label: { text: `start ${c.label.text}`, latex: "" }, low: c.low, high: c.high,
    step: (c.high - c.low) / 100 });
  return { rate: { label: { text: "learning rate α", latex: "\\text{learning rate } \\alpha" }, low: -4, high: 0.5, step: 0.02,
    show: (power) => Number((10 ** power).toPrecision(2)) }, steps: { label: { text: "steps", latex: "" }, low: 1, high: 200, step: 1 },
  start_1: start(u), start_2: start(v) };
}

export function rateOf(rule) { // on the slider
  return Math.round(50 * Math.log10(rule.hyperparameters.alpha ?? 0.1)) / 50;
}

export function pathStarts(picture, rules) {
  const [u, v] = picture.coordinates;
  return { rule: rules[0].name, rate: rateOf(rules[0]), steps: 40,
    start_1: u.low + 0.1 * (u.high - u.low), start_2: v.low + 0.85 * (v.high - v.low) };
}
