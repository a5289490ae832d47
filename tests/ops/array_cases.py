"""The table of operations on whole arrays: our expression, and the same in NumPy or JAX."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import jax.scipy.linalg
import scipy.linalg

from lemmata.engine.expr import (
    Expr,
    Size,
    Symbol,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.brackets import index
from lemmata.engine.readers.declarations import parse_declarations

jax.config.update("jax_enable_x64", True)

SIZES = {"m": 2, "n": 3, "k": 4, "p": 2, "q": 3, "s": 2, "b": 2}


@dataclass(frozen=True)
class Case:
    """Declarations, our expression, and the same in NumPy or JAX (the module is the first argument)."""

    name: str
    declared: str
    ours: Callable[..., Expr]
    truth: Callable[..., Any]
    scipy: Callable[..., Any] | None = None  # where the names of NumPy and JAX differ
    exact: bool = True  # has a value in the rationals
    differentiable: bool = True

    def symbols(self) -> dict[str, Symbol]:
        return parse_declarations(self.declared)

    def seed(self) -> int:
        return zlib.crc32(self.name.encode())


def case(name: str, declared: str, ours: Callable[..., Expr], truth: Callable[..., Any], **fields: Any) -> Case:
    return Case(name, declared, ours, truth, **fields)


def op(name: str, **params: Any) -> Callable[..., Expr]:
    return lambda *args: apply(name, *args, **params)


def np_sizes(*names: str) -> tuple[int, ...]:
    return tuple(SIZES[n] for n in names)


def mul(*names: str) -> Size:
    total = Size.of(1)
    for n in names:
        total = total * n
    return total


S = slice
AA, AB = "A: real[m n]", "A: real[m n], B: real[n k]"
STRUCTURE = [
    case("transpose", AA, op("transpose"), lambda np, A: A.T),
    case("transpose vector", "x: real[n]", op("transpose"), lambda np, x: x),
    case("transpose stack", "A: real[s m n]", op("transpose"), lambda np, A: np.swapaxes(A, -1, -2)),
    case("permutation", "A: real[s m n]", op("transpose", axes=(2, 0, 1)), lambda np, A: np.transpose(A, (2, 0, 1))),
    case("swapaxes", "A: real[s m n]", op("swapaxes", axis1=0, axis2=2), lambda np, A: np.swapaxes(A, 0, 2)),
    case("moveaxis", "A: real[s m n]", op("moveaxis", source=0, destination=-1), lambda np, A: np.moveaxis(A, 0, -1)),
    case("moveaxis back", "A: real[s m n]", op("moveaxis", source=2, destination=0),
         lambda np, A: np.moveaxis(A, 2, 0)),
    case("ravel", AA, op("ravel"), lambda np, A: np.ravel(A)),
    case("ravel stack", "A: real[s m n]", op("ravel"), lambda np, A: np.ravel(A)),
    case("vec", AA, op("vec"), lambda np, A: np.ravel(A.T)),
    case("reshape merge", "A: real[s m n]", op("reshape", shape=("s", mul("m", "n"))),
         lambda np, A: np.reshape(A, (2, 6))),
    case("reshape split", "x: real[2*n]", op("reshape", shape=(2, "n")), lambda np, x: np.reshape(x, (2, 3))),
    case("reshape across", "A: real[6 4]", op("reshape", shape=(4, 6)), lambda np, A: np.reshape(A, (4, 6))),
    case("reshape heads", "A: real[m 2*n]", op("reshape", shape=("m", 2, -1)), lambda np, A: np.reshape(A, (2, 2, 3))),
    case("reshape ones", AA, op("reshape", shape=("m", 1, "n", 1)), lambda np, A: np.reshape(A, (2, 1, 3, 1))),
    case("broadcast_to", "x: real[n]", op("broadcast_to", shape=("m", "n")), lambda np, x: np.broadcast_to(x, (2, 3))),
    case("broadcast_to column", "x: real[m 1]", op("broadcast_to", shape=("s", "m", "n")),
         lambda np, x: np.broadcast_to(x, (2, 2, 3))),
    case("broadcast_to scalar", "a: real", op("broadcast_to", shape=("m", "n")),
         lambda np, a: np.broadcast_to(a, (2, 3))),
    case("full", "a: real", op("full", shape=("m", "n")), lambda np, a: np.full((2, 3), a)),
    case("expand_dims", AA, op("expand_dims", axis=1), lambda np, A: np.expand_dims(A, 1)),
    case("expand_dims two", "x: real[n]", op("expand_dims", axis=(0, -1)), lambda np, x: np.expand_dims(x, (0, 2))),
    case("squeeze", "A: real[1 n 1]", op("squeeze"), lambda np, A: np.squeeze(A)),
    case("squeeze axis", "A: real[1 n 1]", op("squeeze", axis=0), lambda np, A: np.squeeze(A, 0)),
]
INDEXING = [
    case("x[1:]", "x: real[n]", lambda x: index(x, S(1, None)), lambda np, x: x[1:]),
    case("x[:-1]", "x: real[n]", lambda x: index(x, S(None, -1)), lambda np, x: x[:-1]),
    case("x[::-1]", "x: real[n]", lambda x: index(x, S(None, None, -1)), lambda np, x: x[::-1]),
    case("x[::2]", "x: real[2*n]", lambda x: index(x, S(None, None, 2)), lambda np, x: x[::2]),
    case("x[1::2]", "x: real[5]", lambda x: index(x, S(1, None, 2)), lambda np, x: x[1::2]),
    case("x[3:0:-2]", "x: real[5]", lambda x: index(x, S(3, 0, -2)), lambda np, x: x[3:0:-2]),
    case("x[:9]", "x: real[5]", lambda x: index(x, S(None, 9)), lambda np, x: x[:9]),
    case("x[-2:]", "x: real[n]", lambda x: index(x, S(-2, None)), lambda np, x: x[-2:]),
    case("x[-1]", "x: real[n]", lambda x: index(x, -1), lambda np, x: x[-1]),
    case("A[1:, ::-1]", AA, lambda A: index(A, S(1, None), S(None, None, -1)), lambda np, A: A[1:, ::-1]),
    case("A[:, 0]", AA, lambda A: index(A, S(None), 0), lambda np, A: A[:, 0]),
    case("A[..., -1]", "A: real[s m n]", lambda A: index(A, ..., -1), lambda np, A: A[..., -1]),
    case("A[0, :, 1:]", "A: real[s m n]", lambda A: index(A, 0, S(None), S(1, None)), lambda np, A: A[0, :, 1:]),
    case("A[:, 1, :, 0]", "A: real[s m n k]", lambda A: index(A, S(None), 1, S(None), 0), lambda np, A: A[:, 1, :, 0]),
    case("x[:, None]", "x: real[n]", lambda x: index(x, S(None), None), lambda np, x: x[:, None]),
    case("A[None, 1, :, None]", AA, lambda A: index(A, None, 1, S(None), None), lambda np, A: A[None, 1, :, None]),
    case("place", "x: real[n]", op("place", shape=(Size.of("n") + 2,), slices=((1, "n", 1),)),
         lambda np, x: np.pad(x, (1, 1))),
    case("take", "A: real[k n], c: labels[m k]", op("take"), lambda np, A, c: np.take(A, c, axis=0)),
    case("take columns", "A: real[n k], c: labels[m k]", op("take", axis=1), lambda np, A, c: np.take(A, c, axis=1)),
    case("A[:, c]", "A: real[n k], c: labels[m k]", lambda A, c: index(A, S(None), c), lambda np, A, c: A[:, c]),
    case("A[:, c, None]", "A: real[n k s], c: labels[m k]", lambda A, c: index(A, S(None), c, None),
         lambda np, A, c: A[:, c, None]),
    case("pick", "A: real[m k], c: labels[m k]", lambda A, c: index(A, apply("arange", start="m"), c),
         lambda np, A, c: A[np.arange(2), c]),
    case("pick inside", "A: real[s k n p], c: labels[m k], d: labels[m n]", lambda A, c, d: index(A, S(None), c, d),
         lambda np, A, c, d: A[:, c, d]),
    case("take_along", "A: real[k], c: labels[m k]", op("take_along"), lambda np, A, c: np.take_along_axis(A, c, -1)),
    case("concat", "x: real[m], y: real[n]", op("concat"), lambda np, x, y: np.concatenate([x, y])),
    case("concat columns", "A: real[m n], B: real[m k], C: real[m 1]", op("concat", axis=1),
         lambda np, A, B, C: np.concatenate([A, B, C], axis=1)),
    case("stack", "x: real[n], y: real[n]", op("stack"), lambda np, x, y: np.stack([x, y])),
    case("stack last", "A: real[m n], B: real[m n]", op("stack", axis=-1), lambda np, A, B: np.stack([A, B], axis=-1)),
    case("stack scalars", "a: real, b: real", lambda a, b: apply("stack", apply("stack", a, b), apply("stack", b, a)),
         lambda np, a, b: np.array([[a, b], [b, a]])),
    case("vstack", "A: real[m n], y: real[n]", lambda A, y: apply("vstack", A, apply("expand_dims", y, axis=0)),
         lambda np, A, y: np.vstack([A, y])),
    case("vstack vectors", "x: real[n], y: real[n]", op("vstack"), lambda np, x, y: np.vstack([x, y])),
    case("hstack", "A: real[m n], B: real[m k]", op("hstack"), lambda np, A, B: np.hstack([A, B])),
    case("hstack vectors", "x: real[m], y: real[n]", op("hstack"), lambda np, x, y: np.hstack([x, y])),
]
MATRICES = [
    case("eye", "", lambda: apply("eye", n="n"), lambda np: np.eye(3)),
    case("zeros", "", lambda: apply("zeros", shape=("m", "n")), lambda np: np.zeros((2, 3))),
    case("ones", "", lambda: apply("ones", shape="n"), lambda np: np.ones(3)),
    case("arange", "", lambda: apply("arange", start="n"), lambda np: np.arange(3)),
    case("arange steps", "", lambda: apply("arange", start=7, stop=0, step=-2), lambda np: np.arange(7, 0, -2)),
    case("zeros_like", AA, op("zeros_like"), lambda np, A: np.zeros_like(A), differentiable=False),
    case("ones_like", AA, op("ones_like"), lambda np, A: np.ones_like(A), differentiable=False),
    case("diag of vector", "x: real[n]", op("diag"), lambda np, x: np.diag(x)),
    case("diag of matrix", "A: real[n n]", op("diag"), lambda np, A: np.diag(A)),
    case("tril", AA, op("tril"), lambda np, A: np.tril(A)),
    case("triu", AA, op("triu", k=1), lambda np, A: np.triu(A, 1)),
]
PRODUCTS = [
    case("vector @ vector", "a: real[n], b: real[n]", op("matmul"), lambda np, a, b: a @ b),
    case("matrix @ vector", "A: real[m n], b: real[n]", op("matmul"), lambda np, A, b: A @ b),
    case("vector @ matrix", "a: real[m], B: real[m n]", op("matmul"), lambda np, a, B: a @ B),
    case("matrix @ matrix", AB, op("matmul"), lambda np, A, B: A @ B),
    case("stack @ vector", "A: real[s m n], b: real[n]", op("matmul"), lambda np, A, b: A @ b),
    case("vector @ stack", "a: real[m], B: real[s m n]", op("matmul"), lambda np, a, B: a @ B),
    case("stack @ matrix", "A: real[s m n], B: real[n k]", op("matmul"), lambda np, A, B: A @ B),
    case("matrix @ stack", "A: real[m n], B: real[s n k]", op("matmul"), lambda np, A, B: A @ B),
    case("stack @ stack", "A: real[s 1 m n], B: real[k n p]", op("matmul"), lambda np, A, B: A @ B),
    case("column @ row", "A: real[m 1], B: real[1 k]", op("matmul"), lambda np, A, B: A @ B),
    case("dot", "a: real[n], b: real[n]", op("dot"), lambda np, a, b: np.dot(a, b)),
    case("dot scalar", "a: real, B: real[m n]", op("dot"), lambda np, a, B: np.dot(a, B)),
    case("dot matrices", AB, op("dot"), lambda np, A, B: np.dot(A, B)),
    case("inner", "A: real[m n], B: real[k n]", op("inner"), lambda np, A, B: np.inner(A, B)),
    case("inner_product", "A: real[m n], B: real[m n]", op("inner_product"), lambda np, A, B: np.sum(A * B)),
    case("outer", "a: real[m], b: real[n]", op("outer"), lambda np, a, b: np.outer(a, b)),
    case("cross", "a: real[3], b: real[3]", op("cross"), lambda np, a, b: np.cross(a, b)),
    case("kron", "A: real[m n], B: real[p q]", op("kron"), lambda np, A, B: np.kron(A, B)),
    case("kron vectors", "a: real[m], b: real[n]", op("kron"), lambda np, a, b: np.kron(a, b)),
    case("trace", "A: real[n n]", op("trace"), lambda np, A: np.trace(A)),
    *(case(f"einsum {text}", declared, op("einsum", subscripts=text), lambda np, *xs, text=text: np.einsum(text, *xs))
      for text, declared in (
          ("ij,jk->ik", AB), ("ij,jk", AB), ("ij->i", AA), ("ij->", AA), ("ii->", "A: real[n n]"),
          ("ii->i", "A: real[n n]"), ("iij->j", "A: real[n n m]"), ("i,ij,j->", "x: real[m], A: real[m n], y: real[n]"),
          ("ij,kj->ik", "A: real[m n], B: real[k n]"), ("...ij,...jk->...ik", "A: real[s m n], B: real[s n k]"),
          ("bhqd,bhkd->bhqk", "A: real[s 1 m n], B: real[s 1 k n]"), ("ij,ij->ij", "A: real[m n], B: real[m n]"))),
]
LINEAR = [
    case("det", "A: invertible[n n]", op("det"), lambda np, A: np.linalg.det(A)),
    case("logdet", "A: invertible[n n]", op("logdet"), lambda np, A: np.linalg.slogdet(A)[1], exact=False),
    case("inv", "A: invertible[n n]", op("inv"), lambda np, A: np.linalg.inv(A)),
    case("pinv tall", "A: real[k m]", op("pinv"), lambda np, A: np.linalg.pinv(A), exact=False),
    case("pinv wide", "A: real[m k]", op("pinv"), lambda np, A: np.linalg.pinv(A), exact=False),
    case("solve vector", "A: invertible[n n], b: real[n]", op("solve"), lambda np, A, b: np.linalg.solve(A, b)),
    case("solve matrix", "A: invertible[n n], B: real[n m]", op("solve"), lambda np, A, B: np.linalg.solve(A, B)),
    case("adjugate", "A: invertible[n n]", op("adjugate"), lambda np, A: np.linalg.det(A) * np.linalg.inv(A)),
    case("rank", AA, op("rank"), lambda np, A: np.linalg.matrix_rank(A), differentiable=False),
    case("eigvalsh", "A: real[n n]", op("eigvalsh"), lambda np, A: np.linalg.eigvalsh((A + A.T) / 2), exact=False),
    case("svdvals square", "A: real[n n]", op("svdvals"), lambda np, A: np.linalg.svd(A, compute_uv=False),
         exact=False),
    case("svdvals tall", "A: real[4 3]", op("svdvals"), lambda np, A: np.linalg.svd(A, compute_uv=False), exact=False),
    case("svdvals wide", "A: real[2 3]", op("svdvals"), lambda np, A: np.linalg.svd(A, compute_uv=False), exact=False),
    case("svdvals filled", AA, op("svdvals"),
         lambda np, A: np.concatenate([np.linalg.svd(A, compute_uv=False), np.zeros(1)]), exact=False),
    case("eigvals", "A: real[n n]", op("eigvals"), lambda np, A: np.sort(np.linalg.eigvals(A).astype(complex)),
         exact=False, differentiable=False),
    case("projector on eigenvectors", "A: real[n n]",
         lambda A: apply("outer", apply("eigh_vectors", A).T[0], apply("eigh_vectors", A).T[0]),
         lambda np, A: np.outer(np.linalg.eigh((A + A.T) / 2)[1][:, 0], np.linalg.eigh((A + A.T) / 2)[1][:, 0]),
         exact=False),
    case("polar factor", "A: real[4 3]", lambda A: apply("svd_left", A) @ apply("svd_right", A).T,
         lambda np, A: (lambda u, s, v: u @ v)(*np.linalg.svd(A, full_matrices=False)), exact=False),
    case("polar factor wide", AA, lambda A: apply("svd_left", A) @ apply("svd_right", A).T,
         lambda np, A: (lambda u, s, v: u @ v)(*np.linalg.svd(A, full_matrices=False)), exact=False),
    case("outer singular vectors", "A: real[m n]",
         lambda A: apply("outer", apply("svd_left", A).T[0], apply("svd_right", A).T[0]),
         lambda np, A: (lambda u, s, v: np.outer(u[:, 0], v[0]))(*np.linalg.svd(A, full_matrices=False)), exact=False),
    case("projector on right vectors", "A: real[4 3]",
         lambda A: apply("outer", apply("svd_right", A).T[0], apply("svd_right", A).T[0]),
         lambda np, A: (lambda u, s, v: np.outer(v[0], v[0]))(*np.linalg.svd(A, full_matrices=False)), exact=False),
    case("nuclear norm", AA, op("norm", ord="nuc"), lambda np, A: np.linalg.norm(A, "nuc"), exact=False),
    case("spectral norm", AA, op("norm", ord="spectral"), lambda np, A: np.linalg.norm(A, 2), exact=False),
    case("cond", "A: invertible[n n]", op("cond"),
         lambda np, A: np.linalg.svd(A, compute_uv=False)[0] / np.linalg.svd(A, compute_uv=False)[-1], exact=False),
    case("cholesky", "A: posdef[n n]", op("cholesky"), lambda np, A: np.linalg.cholesky((A + A.T) / 2), exact=False),
    case("sqrtm", "A: posdef[n n]", op("sqrtm"),
         lambda np, A: (lambda w, V: (V * np.sqrt(w)) @ V.T)(*np.linalg.eigh((A + A.T) / 2)), exact=False),
    case("expm", "A: real[n n]", op("expm"),
         lambda np, A: (jax.scipy.linalg.expm if np is jnp else scipy.linalg.expm)(A), exact=False),
    *(case(f"matrix_power {k}", "A: invertible[n n]", lambda A, k=k: apply("matrix_power", A, k),
           lambda np, A, k=k: np.linalg.matrix_power(A, k)) for k in (-2, -1, 0, 1, 3, 6)),
]
TABLE = [*STRUCTURE, *INDEXING, *MATRICES, *PRODUCTS, *LINEAR]
