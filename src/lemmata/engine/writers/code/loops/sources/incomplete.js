// Incomplete gamma and beta functions, which Math has not.

function gammainc(a, x) { // the lower incomplete gamma function over gamma(a)
  if (!(a >= 0)) return NaN;
  if (a > 1e5) return gammaUpper(a, x, -1);
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x);
}

function gammaincc(a, x) { // the upper incomplete gamma function over gamma(a)
  if (!(a >= 0)) return NaN;
  if (a > 1e5) return gammaUpper(a, x, 1);
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x);
}

function gammaSeries(a, x) { // of positive terms
  if (!(x > 0)) return x === 0 ? 0 : NaN;
  let term = 1;
  let total = 1;
  for (let k = 1; term > 1e-17 * total; k++) {
    term *= x / (a + k);
    total += term;
  }
  return total * Math.exp(a * Math.log(x) - x - logGamma(a + 1));
}

function gammaFraction(a, x) { // a continued fraction, from its far end
  if (x === Infinity) return 0;
  const last = 200 + Math.floor(5 * Math.sqrt(a));
  let below = x - a + 1 + 2 * last;
  for (let k = last; k > 0; k--) below = x - a + 2 * k - 1 + (k * (a - k)) / below;
  return Math.exp(a * Math.log(x) - x - logGamma(a)) / below;
}

function gammaUpper(a, x, side) { // for large a, by the normal law and Temme's first correction; side -1 the lower one
  if (a === Infinity) return x < Infinity ? (1 + side) / 2 : NaN;
  const far = x / a - 1;
  const near = Math.abs(far) < 1e-3;
  const half = near ? far ** 2 * (1 / 2 - far * (1 / 3 - far * (1 / 4 - far / 5))) : far - Math.log1p(far);
  const eta = Math.sign(far) * Math.sqrt(2 * half);
  const gap = near ? -1 / 3 + far / 12 : 1 / far - 1 / eta;
  const rest = (Math.exp(-a * half) / Math.sqrt(2 * Math.PI * a)) * gap;
  return erfc(side * eta * Math.sqrt(a / 2)) / 2 + side * (x === Infinity ? 0 : rest);
}

function betainc(a, b, x) { // the incomplete beta function over beta(a, b), on the side where the fraction settles
  if (!(x > 0 && x < 1)) return x === 0 ? 0 : x === 1 ? 1 : NaN;
  if (!(a + b < 1e10)) return NaN; // the fraction would not end
  if (x > (a + 1) / (a + b + 2)) return 1 - betainc(b, a, 1 - x);
  let below = 1;
  for (let k = 200 + Math.floor(5 * Math.sqrt(a + b)); k > 0; k--) {
    const m = Math.floor(k / 2);
    const step = k % 2 ? -(a + m) * (a + b + m) : m * (b - m);
    below = 1 + (step * x) / ((a + k - 1) * (a + k) * below);
  }
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta) / (a * below);
}
