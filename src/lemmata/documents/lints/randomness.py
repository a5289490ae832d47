"""Random numbers that nobody can get again: draws without a seed whose results are shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import partial

from lemmata.documents.lints.flow import origins
from lemmata.documents.lints.lengths import deciding
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark

_NO_DRAWS = ("seed", "get_state", "set_state", "default_rng", "RandomState", "Generator", "SeedSequence", "PCG64",
             "PCG64DXSM", "MT19937", "Philox", "SFC64", "getstate", "setstate", "Random", "SystemRandom", "manual_seed",
             "fork_rng", "get_rng_state", "set_rng_state", "set_seed", "PRNGKey", "key", "spawn_key", "BitGenerator")
_TORCH = ("rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial", "rand_like", "randn_like",
          "randint_like", "poisson")
_SKLEARN = ("sklearn.model_selection.train_test_split", "sklearn.utils.shuffle", "sklearn.utils.resample",
            "sklearn.datasets.make_blobs", "sklearn.datasets.make_moons", "sklearn.datasets.make_classification",
            "sklearn.datasets.make_regression")
_SCIPY = tuple(f"scipy.{name}" for name in (
    "optimize.differential_evolution", "optimize.dual_annealing", "optimize.basinhopping", "stats.bootstrap",
    "stats.permutation_test", "stats.monte_carlo_test", "stats.random_correlation.rvs", "cluster.vq.kmeans",
    "cluster.vq.kmeans2"))
_LAYERS = re.compile(r"torch\.nn\.(?:Linear|Bilinear|Conv\w+|LSTM|GRU|RNN|LSTMCell|GRUCell|RNNCell|Embedding|"
                     r"EmbeddingBag|MultiheadAttention|Transformer\w*)")  # which begin with random weights
_SET = ("load_state_dict", "apply", "fill_", "copy_", "zero_", "zeros_", "ones_", "eye_", "constant_")
_ESTIMATORS = ("RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor",
               "MLPClassifier", "MLPRegressor", "KMeans", "MiniBatchKMeans", "SGDClassifier", "SGDRegressor",
               "ShuffleSplit", "BaggingClassifier", "TSNE", "IsolationForest")
_SEEDERS = {  # which generators a call seeds
    "numpy.random.seed": "numpy", "random.seed": "random", "torch.manual_seed": "torch", "torch.seed": "torch",
    "torch.random.manual_seed": "torch", "tensorflow.random.set_seed": "tensorflow", "numpy.random.set_state": "numpy",
    "torch.set_rng_state": "torch", "mxnet.random.seed": "numpy",
}
_ANY = ("seed_everything", "set_seed", "set_random_seed", "seed_all", "manual_seed_all", "fix_seed", "set_all_seeds",
        "seed", "manual_seed")
_SHAPES = ("shape", "dtype", "ndim", "size", "device", "nbytes", "itemsize")
_SAME = ("len", "type", "isinstance", "id", "isclose", "allclose", "array_equal", "is_tensor", "shape", "issubclass",
         "equal", "numel", "dim", "hash", "get_params", "hasattr", "callable")
_CLOCKS = re.compile(  # what gives another number in every run
    r"(?:time\.(?:time|time_ns|perf_counter|perf_counter_ns|monotonic|monotonic_ns|process_time)|"
    r"datetime\.datetime\.(?:now|utcnow|today)|os\.(?:getpid|urandom|times)|uuid\.uuid[14]|secrets\.\w+|"
    r"random\.SystemRandom|numpy\.random\.SeedSequence)")
_VARIES = re.compile(r"(?i)\b(?:may|will|can|might|should)\s+(?:vary|differ|be\s+(?:slightly\s+)?different|change)\b|"
                     r"\bvaries\b|#\s*random\b|\b(?:each|every)\s+(?:time|run|execution)\b|\bnot\s+reproducible")
_DRAWING = ("plt", "ax", "axs", "axes", "fig", "figure", "sns", "px")
_ITSELF = ("fit", "set_params", "partial_fit", "set_fit_request", "set_score_request")  # show the object they belong to
_NOTHING = ("backward", "step", "zero_grad", "append", "extend", "sort", "shuffle", "update")  # give nothing to see
_GENERATORS = ("numpy.random.default_rng", "numpy.random.RandomState", "random.Random")
_KEYS = ("jax.random.PRNGKey", "jax.random.key")
_VALUES = (ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.BinOp)  # stand alone only to be seen
_SHOWING = ("builtins.print", "IPython.display.display", "logging.info", "pprint.pprint", "rich.print")


def unseeded_draws(program: Program) -> Iterator[Remark]:
    """One remark a block: its first draw without a seed whose result is shown."""
    seeded = _seeds(program)
    if seeded is None:
        return
    shown: dict[int, tuple[ast.Call, str]] = {}
    for place in _shown(program):
        part = program.part(place)
        if _VARIES.search(f"{part.block.source}\n{part.said}"):  # the text says so itself
            continue
        for call in origins(program, place, partial(_same_each_time, program)):
            kind = _draws(program, call)
            if program.qualified(call.func).startswith("sklearn.") and program.maker(place) is call:
                continue  # an estimator itself is shown, not what it estimates
            if kind and not any(kind == k and program.order(s) < program.order(call) for k, s in seeded):
                shown.setdefault(id(call), (call, kind))
    first: dict[int, tuple[ast.Call, str]] = {}
    for call, kind in sorted(shown.values(), key=lambda found: program.order(found[0])):
        first.setdefault(program.part(call).index, (call, kind))
    for call, kind in first.values():
        what = f"{ast.unparse(call.func)} has random weights" if _has_random_weights(program, call.func) else (
            f"{_short(call)} draws at random")
        yield program.remark("M301", call, f"{what} without a fixed seed, and what depends on it is shown: every run "
                             "gives other numbers", _REMEDY[kind])


_REMEDY = {
    "numpy": "use rng = np.random.default_rng(0) and draw with rng, or call np.random.seed(0) before",
    "generator": "give the generator a seed: default_rng(0)", "random": "call random.seed(0) before",
    "torch": "call torch.manual_seed(0) before", "jax": "make the key of a number: jax.random.key(0)",
    "tensorflow": "call tf.random.set_seed(0) before",
}


def _seeds(program: Program) -> list[tuple[str, ast.Call]] | None:
    """What is seeded where; None where a function seeds that is not known."""
    found = []
    for call in program.calls():
        qualified = program.qualified(call.func)
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if qualified in _SEEDERS and not _fixed(program, [*call.args, *(k.value for k in call.keywords)]):
            continue
        if qualified in _SEEDERS:
            found.append((_SEEDERS[qualified], call))
        elif name in _ANY and not (isinstance(call.func, ast.Attribute) and program.maker(call.func.value)):
            return None
    return found


def _shown(program: Program) -> Iterator[ast.AST]:
    """The expressions whose values a reader sees: printed, or standing as the last line of a cell or after >>>."""
    for call in program.calls():
        if program.qualified(call.func) in _SHOWING or getattr(call.func, "id", "") == "display":
            yield from call.args
    for part in program.parts:
        body = part.tree.body
        session = ">>> " in part.block.source
        for statement in body if session else body[-1:]:
            if isinstance(statement, ast.Expr) and (session or part.block.cell or isinstance(
                    statement.value, _VALUES)) and not _draws_a_picture(program, statement.value) and getattr(
                    getattr(statement.value, "func", None), "attr", "") not in (*_ITSELF, *_NOTHING):
                yield statement.value


def _draws_a_picture(program: Program, node: ast.expr) -> bool:
    """A call for a picture, whose value says nothing; one that only draws numbers is none."""
    if not isinstance(node, ast.Call):
        return False
    root: ast.expr = node.func
    while isinstance(root, ast.Attribute | ast.Subscript | ast.Call):
        root = root.func if isinstance(root, ast.Call) else root.value
    return program.qualified(node.func).startswith(("matplotlib.", "seaborn.", "plotly.")) or (
        isinstance(root, ast.Name) and root.id in _DRAWING)


def _same_each_time(program: Program, node: ast.AST, active: frozenset[int] = frozenset()) -> bool:
    """Parts that don't hand on what was drawn: types, whether numbers are close, shapes that values don't decide.

    active: what is being asked about already
    """
    if isinstance(node, ast.Attribute):
        return node.attr in _SHAPES and not _decided(program, node.value, active)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name == "len" and len(node.args) == 1:
            return not _decided(program, node.args[0], active)
        return name in _SAME or name.startswith(("is_", "has_"))
    return isinstance(node, ast.Lambda)


def _decided(program: Program, node: ast.expr, active: frozenset[int]) -> bool:
    """Whether draws decide how many entries something has."""
    stop = partial(_same_each_time, program, active=active | {id(node)})
    return id(node) not in active and any(
        _draws(program, call) for part in deciding(program, node) for call in origins(program, part, stop))


def _draws(program: Program, call: ast.Call) -> str:
    """Which generator a call draws from, "" if none, or one with a seed."""
    qualified = program.qualified(call.func)
    module, _, name = qualified.rpartition(".")
    given = [k.value for k in call.keywords if k.arg in ("generator", "random_state", "seed", "key", "rng")]
    if name in _NO_DRAWS or (given and _some(given) and not _unseeded(program, given[0])):
        return ""
    if module == "jax.random":
        made = origins(program, call, partial(_same_each_time, program))
        keys = [k for k in made if program.qualified(k.func) in _KEYS]
        return "jax" if keys and not all(_fixed(program, k.args) for k in keys) else ""
    if module == "numpy.random":
        return "numpy"
    if module == "random":
        return "random"
    if (module == "torch" and name in _TORCH) or module == "torch.random":
        return "torch"
    if module in ("tensorflow.random", "tensorflow.random.uniform"):
        return "tensorflow"
    if qualified in _SKLEARN or (module.startswith("sklearn.") and name in _ESTIMATORS):
        return "numpy"
    if (module.startswith("scipy.stats.") and name == "rvs") or qualified in _SCIPY:
        return "numpy"
    if not qualified and _has_random_weights(program, call.func):
        return "torch"
    if qualified or not isinstance(call.func, ast.Attribute):
        return ""
    generator = program.maker(call.func.value)
    if generator is None:
        return ""
    maker = program.qualified(generator.func)
    if maker.startswith("scipy.stats.") and call.func.attr == "rvs":
        return "numpy"
    if maker.startswith("torch.distributions.") and call.func.attr in ("sample", "rsample"):
        return "torch"
    if maker not in _GENERATORS:
        return ""
    seeded = _fixed(program, [*generator.args, *(k.value for k in generator.keywords)]) or _seeded_later(program, call)
    return "" if seeded or call.func.attr in _NO_DRAWS else "generator"


def _has_random_weights(program: Program, function: ast.expr) -> bool:
    """Whether what is called is a layer or model of torch whose weights are as chance made them: `Linear(3, 2)(x)`."""
    made = program.maker(function)
    own = program.reader.own_class(made) if made is not None else None
    begins: list[ast.AST | None] = [made]
    if own is not None:
        begins.append(program.scopes.methods[id(own)].get("__init__"))
    layers = any(isinstance(part, ast.Call) and _LAYERS.fullmatch(program.qualified(part.func))
                 for begin in begins if begin is not None for part in ast.walk(begin))
    return layers and not any(
        isinstance(node, ast.Attribute) and (node.attr in _SET or (isinstance(node.ctx, ast.Store) and node.attr in (
            "data", "weight", "bias"))) for node in program.nodes(ast.Attribute))


def _fixed(program: Program, arguments: Sequence[ast.expr]) -> bool:
    """Whether a seed is given that the reader knows: one that is taken from the clock only where it is shown."""
    return _some(arguments) and not any(_from_clock(program, a) and not _told(program, a) for a in arguments)


def _some(arguments: Sequence[ast.expr]) -> bool:
    return any(not (isinstance(a, ast.Constant) and a.value is None) for a in arguments)


def _unseeded(program: Program, source: ast.expr) -> bool:
    """Whether what a draw is given is a generator without a seed, or a number from the clock."""
    made = program.maker(source)
    if made is not None and program.qualified(made.func) in _GENERATORS:
        return not _fixed(program, [*made.args, *(k.value for k in made.keywords)])
    return not _fixed(program, [source])


def _from_clock(program: Program, seed: ast.expr) -> bool:
    """Whether another number comes in every run: from the time, the process, the system's entropy."""
    binding = program.binding(seed)
    if binding is not None and binding.kind == "merged":  # in one case only
        return False
    for call in origins(program, seed, lambda part: isinstance(part, ast.IfExp | ast.BoolOp)):
        match = _CLOCKS.fullmatch(program.qualified(call.func))
        if match and not (match[0].endswith("SeedSequence") and call.args and _fixed(program, call.args)):
            return True
    return False


def _told(program: Program, seed: ast.expr) -> bool:
    """Whether the name of a seed is shown, so that a reader may set it."""
    bindings = [program.binding(part) for part in ast.walk(seed) if isinstance(part, ast.Name)]
    shown = [program.binding(part) for place in _shown(program) for part in ast.walk(place) if isinstance(
        part, ast.Name)]
    return any(one is not None and one.kind != "import" and one in shown for one in bindings)


def _seeded_later(program: Program, call: ast.Call) -> bool:
    """Whether the object that draws is seeded by a method of its own."""
    assert isinstance(call.func, ast.Attribute)
    wanted = ast.unparse(call.func.value)
    return any(isinstance(c.func, ast.Attribute) and c.func.attr in ("seed", "manual_seed")
               and ast.unparse(c.func.value) == wanted for c in program.calls())


def _short(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 50 else f"{ast.unparse(node.func)}(...)" if isinstance(node, ast.Call) else "this"


RANDOMNESS = (
    Lint(
        "M301", "unseeded-draws", "Random results are shown, and nothing sets a seed.",
        "Nobody gets these numbers again: neither a reader who compares, nor the author who looks for a mistake.",
        "Set a seed before the first draw: rng = np.random.default_rng(0), torch.manual_seed(0), random.seed(0).",
        "```python\nimport numpy as np\nx = np.random.normal(size=100)\nprint(x.mean())\n```\n",
        "```python\nimport numpy as np\nrng = np.random.default_rng(0)\nx = rng.normal(size=100)\nprint(x.mean())\n"
        "```\n", unseeded_draws),
)
