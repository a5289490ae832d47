// Functions of rows of numbers.

function largest(x) {
  return x.reduce((a, b) => Math.max(a, b), -Infinity);
}

function logSumExp(x) { // log(sum(exp(x)))
  const top = largest(x);
  return Number.isFinite(top) ? top + Math.log(x.reduce((s, a) => s + Math.exp(a - top), 0)) : top;
}

function softmax(x) { // exp(x) / sum(exp(x))
  const top = largest(x);
  const e = x.map((a) => Math.exp(a - top));
  const total = e.reduce((s, a) => s + a, 0);
  return e.map((a) => a / total);
}

function logSoftmax(x) { // x - log(sum(exp(x)))
  const top = largest(x);
  const logTotal = Math.log(x.reduce((s, a) => s + Math.exp(a - top), 0));
  return x.map((a) => a - top - logTotal);
}

function cumsum(x) {
  let total = 0;
  return x.map((a) => (total += a));
}

function argmax(x) { // the first of equal ones
  return x.reduce((best, a, i) => (a > x[best] ? i : best), 0);
}

function argmin(x) {
  return x.reduce((best, a, i) => (a < x[best] ? i : best), 0);
}

function sorted(x) {
  return [...x].sort((a, b) => a - b);
}

function argsort(x) {
  return x.map((_, i) => i).sort((i, j) => x[i] - x[j]);
}
