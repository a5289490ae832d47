// Matrices: triangular factors, systems of equations, powers, the exponential.

function identity(n) {
  return array(n, (i) => array(n, (j) => (i === j ? 1 : 0)));
}

function matmul(A, B) {
  return A.map((row) => B[0].map((_, j) => sum(B.length, (k) => row[k] * B[k][j])));
}

function lu(A) { // L and U of the rows of A in that order, in one matrix; the sign of the order
  const n = A.length;
  const LU = A.map((row) => [...row]);
  const order = array(n, (i) => i);
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k; i < n; i++) if (Math.abs(LU[i][k]) > Math.abs(LU[pivot][k])) pivot = i;
    if (pivot !== k) {
      [LU[k], LU[pivot]] = [LU[pivot], LU[k]];
      [order[k], order[pivot]] = [order[pivot], order[k]];
      sign = -sign;
    }
    for (let i = k + 1; i < n && LU[k][k] !== 0; i++) {
      LU[i][k] /= LU[k][k];
      for (let j = k + 1; j < n; j++) LU[i][j] -= LU[i][k] * LU[k][j];
    }
  }
  return { LU, order, sign };
}

function det(A) {
  const { LU, sign } = lu(A);
  return sign * prod(A.length, (k) => LU[k][k]);
}

function logdet(A) { // the logarithm of |det(A)|
  const { LU } = lu(A);
  return sum(A.length, (k) => Math.log(Math.abs(LU[k][k])));
}

function solveColumns(A, B) { // the X with A X = B
  const { LU, order } = lu(A);
  const n = A.length;
  const X = order.map((k) => [...B[k]]);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) X[i] = X[i].map((x, j) => x - LU[i][k] * X[k][j]);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) X[i] = X[i].map((x, j) => x - LU[i][k] * X[k][j]);
    X[i] = X[i].map((x) => x / LU[i][i]);
  }
  return X;
}

function solve(A, b) { // the x with A x = b
  return solveColumns(A, b.map((x) => [x])).map((row) => row[0]);
}

function inv(A) {
  return solveColumns(A, identity(A.length));
}

function cholesky(A) { // the lower triangular L with L L^T = (A + A^T) / 2
  const n = A.length;
  const L = array(n, () => array(n, () => 0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = (A[i][j] + A[j][i]) / 2 - sum(j, (k) => L[i][k] * L[j][k]);
      L[i][j] = i === j ? Math.sqrt(rest) : rest / L[j][j];
    }
  }
  return L;
}

function matrixPower(A, k) { // A multiplied k times; for k < 0 its inverse
  let result = identity(A.length);
  let square = k < 0 ? inv(A) : A;
  for (k = Math.abs(k); k > 0; k = Math.floor(k / 2)) {
    if (k % 2) result = matmul(result, square);
    square = matmul(square, square);
  }
  return result;
}

function expm(A) { // the exponential: its series at A / 2^s, squared s times
  const size = max(A.length, (i) => A[i].reduce((s, a) => s + Math.abs(a), 0));
  const s = Math.max(0, Math.ceil(Math.log2(size)) + 2);
  const small = A.map((row) => row.map((a) => a / 2 ** s));
  let term = identity(A.length);
  let result = term;
  for (let k = 1; k < 16; k++) {
    term = matmul(term, small).map((row) => row.map((a) => a / k));
    result = result.map((row, i) => row.map((a, j) => a + term[i][j]));
  }
  for (let k = 0; k < s; k++) result = matmul(result, result);
  return result;
}
