// Sums that carry along what each operation rounds off.

function compensatedSum(x) { // what each addition rounds off is added at the end
  let total = 0;
  let lost = 0;
  for (const a of x) {
    const sum = total + a;
    const other = sum - total;
    const error = (total - (sum - other)) + (a - other);
    total = sum;
    if (Number.isFinite(error)) lost += error;
  }
  return total + lost;
}

function compensatedDot(x, y) { // what products and additions round off is added at the end
  const terms = x.flatMap((a, i) => {
    const b = y[i];
    const p = a * b;
    const ca = 134217729 * a;
    const cb = 134217729 * b;
    const a1 = ca - (ca - a);
    const b1 = cb - (cb - b);
    const a2 = a - a1;
    const b2 = b - b1;
    const error = a2 * b2 - (((p - a1 * b1) - a2 * b1) - a1 * b2);
    return [p, Number.isFinite(error) ? error : 0];
  });
  return compensatedSum(terms);
}
