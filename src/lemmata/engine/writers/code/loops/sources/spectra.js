// Eigenvalues of symmetric matrices and singular values, both by Jacobi's rotations.

function rotation(a, b, c) { // cosine and sine of the turn that makes [[a, c], [c, b]] diagonal
  const angle = (b - a) / (2 * c);
  const t = (angle < 0 ? -1 : 1) / (Math.abs(angle) + Math.hypot(angle, 1));
  const cos = 1 / Math.hypot(t, 1);
  return [cos, t * cos];
}

function turnRows(M, p, q, cos, sin) {
  const row = M[p];
  M[p] = row.map((x, k) => cos * x - sin * M[q][k]);
  M[q] = row.map((x, k) => sin * x + cos * M[q][k]);
}

function upright(v) { // v or -v: the one whose largest entry is positive
  const top = v.reduce((best, a) => (Math.abs(a) > Math.abs(best) ? a : best), 0);
  return top < 0 ? v.map((a) => -a) : v;
}

function transpose(rows, n) {
  return array(n, (j) => rows.map((row) => row[j]));
}

function eigh(A) { // ascending eigenvalues of (A + A^T) / 2, and eigenvectors as rows, the largest entry positive
  const n = A.length;
  const S = A.map((row, i) => row.map((a, j) => (a + A[j][i]) / 2));
  const V = identity(n);
  for (let sweep = 0; sweep < 60; sweep++) {
    if (sum(n, (i) => sum(i, (j) => S[i][j] ** 2)) === 0) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(S[p][q]) > 1e-18 * Math.sqrt(Math.abs(S[p][p] * S[q][q]))) {
          const [cos, sin] = rotation(S[p][p], S[q][q], S[p][q]);
          for (const row of S) [row[p], row[q]] = [cos * row[p] - sin * row[q], sin * row[p] + cos * row[q]];
          turnRows(S, p, q, cos, sin);
          turnRows(V, p, q, cos, sin);
        }
        S[p][q] = S[q][p] = 0;
      }
    }
  }
  const order = argsort(S.map((row, i) => row[i]));
  return { values: order.map((i) => S[i][i]), vectors: order.map((i) => upright(V[i])) };
}

function eigvalsh(A) {
  return eigh(A).values;
}

function eighVectors(A) { // the eigenvectors as columns
  return transpose(eigh(A).vectors, A.length);
}

function svd(A) { // singular values, largest first, with left and right vectors; zeros after the smaller size of A
  const m = A.length;
  const n = A[0].length;
  const U = transpose(A, n); // the columns of A, which are turned until they are orthogonal
  const V = identity(n);
  for (let sweep = 0, turned = true; turned && sweep < 60; sweep++) {
    turned = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const [a, b, c] = [[p, p], [q, q], [p, q]].map(([i, j]) => sum(m, (k) => U[i][k] * U[j][k]));
        if (c === 0 || Math.abs(c) <= 1e-15 * Math.sqrt(a * b)) continue;
        turned = true;
        const [cos, sin] = rotation(a, b, c);
        turnRows(U, p, q, cos, sin);
        turnRows(V, p, q, cos, sin);
      }
    }
  }
  const found = array(n, (j) => {
    const s = Math.hypot(...U[j]);
    const turn = upright(V[j]) === V[j] ? 1 : -1;
    return { s, u: U[j].map((x) => (turn * x) / (s || 1)), v: V[j].map((x) => turn * x) };
  });
  found.sort((one, other) => other.s - one.s);
  const none = { s: 0, u: array(m, () => 0), v: array(n, () => 0) };
  return found.map((triple, k) => (k < Math.min(m, n) ? triple : none));
}

function svdvals(A, count) {
  return svd(A).slice(0, count).map(({ s }) => s);
}

function svdLeft(A, count) { // left singular vectors as columns
  return transpose(svd(A).slice(0, count).map(({ u }) => u), A.length);
}

function svdRight(A, count) { // right singular vectors as columns, the largest entry of each positive
  return transpose(svd(A).slice(0, count).map(({ v }) => v), A[0].length);
}

function pinv(A) { // singular values that are rounding errors count as 0
  const parts = svd(A);
  const kept = parts.filter(({ s }) => s > 1e-15 * parts[0].s);
  return array(A[0].length, (i) => array(A.length, (j) => kept.reduce((t, { s, u, v }) => t + (v[i] * u[j]) / s, 0)));
}

function rank(A) { // how many singular values are more than rounding errors
  const values = svd(A).map(({ s }) => s);
  return values.filter((s) => s > values[0] * Math.max(A.length, A[0].length) * Number.EPSILON).length;
}

function cond(A) { // the largest over the smallest singular value
  const values = svd(A).map(({ s }) => s);
  return values[0] / values[Math.min(A.length, A[0].length) - 1];
}
