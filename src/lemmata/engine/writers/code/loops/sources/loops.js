// Loops: lists, sums, products and extrema of the values of a function of 0, ..., n - 1.

function array(n, entry) {
  return Array.from({ length: n }, (_, i) => entry(i));
}

function sum(n, term) {
  let total = 0;
  for (let i = 0; i < n; i++) total += term(i);
  return total;
}

function prod(n, factor) {
  let total = 1;
  for (let i = 0; i < n; i++) total *= factor(i);
  return total;
}

function max(n, entry) {
  let largest = -Infinity;
  for (let i = 0; i < n; i++) largest = Math.max(largest, entry(i));
  return largest;
}

function min(n, entry) {
  let least = Infinity;
  for (let i = 0; i < n; i++) least = Math.min(least, entry(i));
  return least;
}
