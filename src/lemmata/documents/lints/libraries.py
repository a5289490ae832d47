"""The functions of the libraries under one name each: `np.log`, `torch.log`, `x.log()`, `math.log` are `log`."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HOMES = (  # the modules whose functions of one name mean the same
    "numpy", "numpy.linalg", "numpy.ma", "jax.numpy", "jax.numpy.linalg", "jax.nn", "jax.lax", "jax.scipy.special",
    "jax.scipy.linalg", "torch", "torch.Tensor", "torch.linalg", "torch.special", "torch.nn.functional", "scipy",
    "scipy.special", "scipy.linalg", "scipy.sparse.linalg", "math", "cmath", "builtins", "tensorflow",
    "tensorflow.math", "tensorflow.linalg", "tensorflow.nn", "tensorflow.keras.activations", "keras.activations",
    "tensorflow.keras.backend", "keras.backend",
    "keras.ops", "cupy", "cupy.linalg", "autograd.numpy", "autograd.numpy.linalg", "autograd.scipy.special",
    "mxnet.np", "mxnet.npx", "mxnet.numpy", "mlx.core", "dask.array", "statistics", "operator",
)
_SPELLED = {  # what a library calls otherwise
    "expit": "sigmoid", "reduce_sum": "sum", "nansum": "sum", "fsum": "sum", "add_reduce": "sum",
    "reduce_mean": "mean", "nanmean": "mean", "fmean": "mean", "average": "mean", "reduce_max": "max",
    "reduce_min": "min", "amax": "max", "amin": "min", "nanmax": "max", "nanmin": "min", "reduce_prod": "prod",
    "reduce_logsumexp": "logsumexp", "absolute": "abs", "fabs": "abs", "power": "pow", "float_power": "pow",
    "true_divide": "divide", "div": "divide", "truediv": "divide", "sub": "subtract", "mul": "multiply",
    "neg": "negative", "mm": "matmul", "bmm": "matmul", "mv": "matmul", "inverse": "inv", "reduce_std": "std",
    "reduce_variance": "var", "clamp": "clip", "clip_by_value": "clip", "log_sigmoid": "logsigmoid", "ln": "log",
    "isclose": "isclose", "allclose": "allclose", "is_close": "isclose", "pvariance": "var", "pstdev": "std",
    "stdev": "std", "variance": "var",
}
_MODULES = {  # layers and losses, which are called after they have been made
    "Softmax": "softmax", "LogSoftmax": "log_softmax", "Sigmoid": "sigmoid", "LogSigmoid": "logsigmoid",
    "Softplus": "softplus", "CrossEntropyLoss": "cross_entropy", "NLLLoss": "nll_loss",
    "BCELoss": "binary_cross_entropy", "BCEWithLogitsLoss": "binary_cross_entropy_with_logits",
}
_REDUCED = {f"{root}.{name}.reduce": total for root in ("numpy", "jax.numpy", "cupy") for name, total in (
    ("add", "sum"), ("multiply", "prod"), ("maximum", "max"), ("minimum", "min"), ("logaddexp", "logsumexp"))}
_METHODS = _words(  # of arrays, by the name of the function
    "log log2 log10 log1p exp expm1 sqrt square sum mean prod max min abs softmax log_softmax sigmoid logsigmoid "
    "logsumexp std var pow dot matmul clip cumsum cumprod mul div sub add neg negative reciprocal inverse inv det "
    "logdet slogdet norm transpose clamp mm bmm mv multiply divide subtract true_divide absolute amax amin "
    "argmax argmin round trace all any gather take index_select take_along_dim diagonal diag")
TRANSPARENT = _words(  # give the same numbers in another shape, type or place
    "array asarray asanyarray ascontiguousarray tensor as_tensor from_numpy convert_to_tensor float float32 float64 "
    "float16 astype type to double half cpu cuda numpy detach clone copy item tolist list tuple reshape view ravel "
    "flatten squeeze unsqueeze expand_dims contiguous atleast_1d atleast_2d cast block_until_ready requires_grad_ "
    "broadcast_to expand expand_as stop_gradient identity device_put complex64 complex128 longdouble stack "
    "swapaxes to_numpy to_list")
_SHORT = {"tf": "tensorflow"}
NAMED = frozenset(_SPELLED) | _METHODS | _words(
    "logsumexp logaddexp log_softmax softplus sigmoid logit entr xlogy rel_entr kl_div cross_entropy inv pinv solve "
    "det slogdet maximum minimum where isclose allclose concatenate stack linspace arange zeros ones eye full size "
    "shape outer einsum tensordot vdot inner trace cholesky eig eigh eigvals eigvalsh svd norm tanh sinh cosh sin cos "
    "tan matrix_power "
    "gather_nd take_along_axis choose "
    "nll_loss binary_cross_entropy binary_cross_entropy_with_logits softmax exp2 power hypot cov corrcoef median "
    "percentile quantile histogram len range zip enumerate sorted print isinstance int str bool")


def home(qualified: str) -> str:
    """The canonical name of a library's function, "" for one that is not in the tables.

    >>> home("jax.numpy.log"), home("scipy.special.expit"), home("torch.nn.Softmax"), home("pandas.read_csv")
    ('log', 'sigmoid', 'softmax', '')
    """
    if qualified in _REDUCED:
        return _REDUCED[qualified]
    module, _, name = qualified.rpartition(".")
    if module in ("torch.nn", "torch.nn.modules") and name in _MODULES:
        return _MODULES[name]
    if module in _HOMES and (name in NAMED or name in TRANSPARENT):
        return _SPELLED.get(name, name)
    return ""


def is_module_of_layers(qualified: str) -> bool:
    """Whether it makes something that is called afterwards: `torch.nn.Softmax`."""
    module, _, name = qualified.rpartition(".")
    return module == "torch.nn" and name in _MODULES


def method(name: str) -> str:
    """The canonical name of a method of arrays, "" for another one.

    >>> method("sum"), method("inverse"), method("fit")
    ('sum', 'inv', '')
    """
    name = name.removesuffix("_")  # torch's in place
    return _SPELLED.get(name, name) if name in _METHODS else ""


def library(qualified: str) -> str:
    """numpy, jax, torch, tensorflow, math: where a function comes from, "" for none of them.

    >>> library("jax.numpy.log"), library("scipy.special.expit"), library("mine.log")
    ('jax', 'numpy', '')
    """
    root = qualified.split(".")[0]
    return {"numpy": "numpy", "scipy": "numpy", "jax": "jax", "torch": "torch", "tensorflow": "tensorflow",
            "math": "math", "cmath": "math", "keras": "tensorflow"}.get(root, "")


def spelled_out(qualified: str) -> str:
    """The name with the usual abbreviations of roots written out."""
    root, dot, rest = qualified.partition(".")
    return _SHORT.get(root, root) + dot + rest
