// Functions of numbers that Math has not.

function softplus(x) { // log(1 + exp(x))
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function sigmoid(x) { // 1 / (1 + exp(-x))
  const e = Math.exp(-Math.abs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}

function logSigmoid(x) { // log(1 / (1 + exp(-x)))
  return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
}

function logAddExp(x, y) { // log(exp(x) + exp(y))
  return x === y ? x + Math.LN2 : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
}

function logit(p) {
  return Math.log(p) - Math.log1p(-p);
}

function xlogy(x, y) { // x log(y), which is 0 where x is 0
  return x === 0 ? 0 : x * Math.log(y);
}

function roundHalfEven(x) {
  const r = Math.round(x);
  return r - x === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

function erf(x) { // a series of positive terms; far out 1 - erfc
  if (Math.abs(x) > 2) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1;
  let term = x;
  let total = x;
  for (let k = 1; k < 60; k++) {
    term *= (2 * x * x) / (2 * k + 1);
    total += term;
  }
  return ((2 / Math.sqrt(Math.PI)) * total) / Math.exp(x * x);
}

function erfc(x) { // a continued fraction; close to 0 or below it 1 - erf
  if (!(x > 2)) return x < -2 ? 2 - erfc(-x) : 1 - erf(x);
  if (x > 27.3) return 0;
  let below = x;
  for (let k = 100; k > 0; k--) below = x + k / 2 / below;
  const head = Math.fround(x); // its square is exact
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head)) / (Math.sqrt(Math.PI) * below);
}

function normCdf(x) { // the distribution function of the standard normal law
  return erfc(-x / Math.SQRT2) / 2;
}

function erfcx(x) { // exp(x ** 2) erfc(x), far out by a continued fraction
  if (!(x > 2)) return Math.exp(x * x) * erfc(x);
  let below = x;
  for (let k = 100; k > 0; k--) below = x + k / 2 / below;
  return 1 / (Math.sqrt(Math.PI) * below);
}

function normLogcdf(x) { // the logarithm of the distribution function of the standard normal law
  return x > 0 ? Math.log1p(-erfc(x / Math.SQRT2) / 2) : Math.log(erfcx(-x / Math.SQRT2) / 2) - (x * x) / 2;
}

function erfinv(y) { // the x with erf(x) = y, by Halley's method
  const p = Math.abs(y);
  if (!(p < 1)) return p === 1 ? y * Infinity : NaN;
  const near = p <= 0.5; // else 1 - p has all its digits
  const t = Math.sqrt(-2 * Math.log((1 - p) / 2));
  let x = near ? (p * Math.sqrt(Math.PI)) / 2 : (t - (2.515517 + 0.802853 * t + 0.010328 * t * t)
    / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)) / Math.SQRT2;
  for (let k = 0; k < 4; k++) {
    const excess = near ? erf(x) - p : 1 - p - erfc(x);
    const step = ((excess * Math.sqrt(Math.PI)) / 2) * Math.exp(x * x);
    x -= step / (1 + x * step);
  }
  return y < 0 ? -x : x;
}

function logGamma(x) { // log(|gamma(x)|): moved up to x > 10, then Stirling's series
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < 0) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  if (x === Infinity) return x;
  let moved = 1;
  for (; x < 10; x++) moved *= x;
  const s = 1 / (x * x);
  const series = (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series - Math.log(moved);
}

function gammaFunction(x) {
  if (x > 0 && x < 172 && Number.isInteger(x)) return prod(x - 1, (k) => k + 1);
  if (x <= 0 && Number.isInteger(x)) return x === 0 ? 1 / x : NaN;
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gammaFunction(1 - x));
  const steps = Math.floor(x) - 1; // gamma(x) by gamma between 1 and 2
  return steps > 170 ? Infinity
    : steps < 0 ? Math.exp(logGamma(x + 1)) / x : Math.exp(logGamma(x - steps)) * prod(steps, (k) => x - 1 - k);
}

function digamma(x) { // the derivative of logGamma: moved up to x > 10, then its asymptotic series
  if (x <= 0 && Number.isInteger(x)) return x === 0 ? -1 / x : NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let total = 0;
  for (; x < 10; x++) total -= 1 / x;
  const s = 1 / (x * x);
  const series = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - (s * 691) / 32760)))));
  return total + Math.log(x) - 0.5 / x - series;
}

function polygamma(order, x) { // the derivative of that order of digamma: moved up to x > 20, then its series
  if (order === 0) return digamma(x);
  if (x <= 0 && Number.isInteger(x)) return NaN;
  let total = 0;
  for (; x < 20 + order; x++) total += x ** -(order + 1);
  total += (1 / order + 0.5 / x) / x ** order;
  let rising = 1; // (order + 1) (order + 2) ... (order + 2k - 1) / (2k)!
  [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6].forEach((b, i) => {
    const k = i + 1;
    rising *= ((order + 2 * k - 1) / (2 * k)) * (k > 1 ? (order + 2 * k - 2) / (2 * k - 1) : 1);
    total += (b * rising) / x ** (order + 2 * k);
  });
  return (order % 2 ? 1 : -1) * prod(order, (k) => k + 1) * total;
}

function binomial(n, k) {
  if ([k, n - k].some((a) => a < 0 && Number.isInteger(a))) return 0;
  if (Number.isInteger(n) && Number.isInteger(k)) {
    const few = n < 0 ? k : Math.min(k, n - k);
    if (few > 1100) return n > 0 ? Infinity : NaN;
    return Math.round(prod(few, (i) => (n - i) / (i + 1)));
  }
  return gammaFunction(n + 1) / (gammaFunction(k + 1) * gammaFunction(n - k + 1));
}
