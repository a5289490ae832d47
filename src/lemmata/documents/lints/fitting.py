"""Test data that take part in fitting: a scaler that has seen them, by itself or by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.flow import origins
from lemmata.documents.lints.patterns import matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.scopes import Function
from lemmata.documents.lints.terms import Term
from lemmata.documents.lints.words import targets

_TEST = re.compile(r"(?i)(?:.*_)?(?:test|holdout|heldout|te)(?:_?(?:set|data|x|y|df|features|inputs|images|scaled|"
                   r"labels|targets|samples|frame))?(?:_.*)?|[xy]_?te|[xy]test")
_TRAIN = re.compile(r"(?i).*train.*|[xy]_?tr")
_STATELESS = ("Normalizer", "Binarizer", "FunctionTransformer", "PolynomialFeatures", "LabelEncoder", "LabelBinarizer",
              "OneHotEncoder", "OrdinalEncoder", "HashingVectorizer", "FeatureHasher", "MultiLabelBinarizer",
              "SplineTransformer", "LabelSpreading")
_PREPARING = ("sklearn.preprocessing", "sklearn.impute", "sklearn.decomposition", "sklearn.feature_selection",
              "sklearn.feature_extraction", "sklearn.feature_extraction.text", "sklearn.random_projection")
_SPLITS = ("sklearn.model_selection.train_test_split", "sklearn.cross_validation.train_test_split")
_FOLDS = tuple(f"sklearn.model_selection.{name}" for name in ("cross_val_score", "cross_validate", "cross_val_predict"))
_LOOKING = ("TSNE", "UMAP", "MDS", "Isomap", "KMeans", "DBSCAN", "AgglomerativeClustering", "SpectralEmbedding")
_FITTED = re.compile(r"(?i).*(scal|encod|imput|pca|vectori|normali|standardi|model|clf|classifier|reg|transform|"
                     r"estimator|pipe|preproc|selector|ss|mm|sc|knn|svm|svc|tree|forest|net|lr).*")
_FITS = ("fit", "fit_transform", "partial_fit", "adapt", "fit_resample")
_SCALE = ("sklearn.preprocessing.scale", "sklearn.preprocessing.minmax_scale", "sklearn.preprocessing.robust_scale",
          "sklearn.preprocessing.quantile_transform", "sklearn.preprocessing.power_transform", "scipy.stats.zscore")
_JOINS = ("concat", "concatenate", "vstack", "append", "cat", "row_stack")
_OWN = ("(_x - mean(_x)) / std(_x)", "(_x - mean(_x)) / (std(_x) + _e)", "(_x - min(_x)) / (max(_x) - min(_x))")
_OF_ALL = ("(_x - mean(_y)) / std(_y)", "(_x - mean(_y)) / (std(_y) + _e)", "(_x - min(_y)) / (max(_y) - min(_y))")
_SCALES = ("mean", "std", "var", "min", "max", "amin", "amax", "median", "quantile", "percentile")
_DIRECTIONS = ("svd", "eigh", "cov")
_OF_EACH_ROW = (1, 2, -1)  # axes along which each sample is scaled by itself
_CODE = "M302"


def tests_in_fitting(program: Program) -> Iterator[Remark]:
    for call in program.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in _FITS:
            yield from _fits(program, call)
        elif program.qualified(call.func) in _SCALE and call.args:
            yield from _before_the_split(program, call, call.args[0], _name(call))
    found = [*_by_hand(program), *_columns(program), *_by_index(program)]
    yield from found or _of_joined(program)


def _fits(program: Program, call: ast.Call) -> Iterator[Remark]:
    assert isinstance(call.func, ast.Attribute)
    made = program.maker(call.func.value) or (call.func.value if isinstance(call.func.value, ast.Call) else None)
    maker = program.qualified(made.func) if made is not None else ""
    named = getattr(made.func, "attr", getattr(made.func, "id", "")) if made is not None else ""
    if (named or maker).rpartition(".")[2] in (*_LOOKING, *_STATELESS):
        return
    data = [*call.args[:2], *(k.value for k in call.keywords if k.arg in ("X", "y", "x"))]
    given = data
    data = [_joined(program, d) for d in data]
    test = next((n for d in data for n in ast.walk(d) if isinstance(n, ast.Name) and _is_test(n.id)), None)
    receiver = ast.unparse(call.func.value)
    known = maker.startswith(("sklearn.", "xgboost.", "lightgbm.", "keras.", "tensorflow.")) or (
        bool(_FITTED.fullmatch(named or receiver)))
    own = program.function(call.func)
    if own is not None:  # of the document: what it is given besides may be there to be measured on
        known = _learns_a_scale(own)
        test = next((n for d in data[:1] for n in ast.walk(d) if isinstance(n, ast.Name) and _is_test(n.id)), None)
    if test is not None and known and data != given and not _used_later(program, call):
        return  # a last fit to all data, when everything has been measured
    if test is not None and known:
        yield program.remark(
            _CODE, call, f"{receiver}.{call.func.attr} sees the test data {test.id}: what is measured on them "
            "afterwards says little of new data", "fit on the training data alone, and only transform the test data")
        return
    preparing = known if own is not None else maker.rpartition(".")[0] in _PREPARING or maker.startswith("imblearn.")
    if data and preparing:
        yield from _before_the_split(program, call, data[0], f"{receiver}.{call.func.attr}")


def _learns_a_scale(method: Function) -> bool:
    """Whether a method keeps means, deviations or ranges of what it is given: `self.mean = x.mean(axis=0)`."""
    return any(isinstance(node, ast.Assign) and any(isinstance(t, ast.Attribute) for t in targets(node)) and any(
        isinstance(call, ast.Call) and _name(call) in _SCALES for call in ast.walk(node.value))
        for node in ast.walk(method))


def _used_later(program: Program, call: ast.Call) -> bool:
    """Whether test data are used after a call."""
    end = program.statement(call)
    return any(isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and _is_test(n.id)
               and program.order(n) > program.order(call) and program.statement(n) is not end
               for n in program.nodes(ast.Name))


def _joined(program: Program, node: ast.expr) -> ast.expr:
    """What a name stands for, where that is several arrays joined."""
    value = program.meaning(node)
    if isinstance(value, ast.Call) and _name(value) in _JOINS:
        return ast.copy_location(ast.Tuple([*value.args], ast.Load()), value)
    return node


def _before_the_split(program: Program, call: ast.Call, data: ast.expr, what: str) -> Iterator[Remark]:
    if _split_after(program, call, data):
        yield program.remark(
            _CODE, call, f"{what} sees all data before the test data are put aside",
            "split first; fit on the training data alone, and only transform the test data")


def _is_test(name: str) -> bool:
    return bool(_TEST.fullmatch(name)) and not _TRAIN.fullmatch(name)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", "the split"))


def _split_after(program: Program, fit: ast.Call, data: ast.expr) -> bool:
    """Whether the data that were fitted, or what came of them, are split later in the same function."""
    root = _root(data)
    fitted = program.term(root) if root is not None else None
    for argument in _splits(program):
        if program.order(argument) < program.order(fit) or program.around(argument) is not program.around(fit):
            continue
        if any(origin is fit for origin in origins(program, argument, lambda node: False)):
            return True
        inner = _root(argument)
        if fitted is not None and inner is not None and program.term(inner) == fitted:
            return True
    return False


def _splits(program: Program) -> Iterator[ast.expr]:
    """The arrays from which test data are taken: by a function, or as a part."""
    for call in program.calls():
        if program.qualified(call.func) in _SPLITS:
            yield from call.args[:1]
        elif program.qualified(call.func) in _FOLDS:  # which put a part of the data aside, one after the other
            yield from (*call.args[1:2], *(k.value for k in call.keywords if k.arg == "X"))
    for node in program.nodes(ast.Assign):
        assert isinstance(node, ast.Assign)
        pairs = [(node.targets[0], node.value)]
        if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(node.targets[0].elts, node.value.elts))
        yield from (value.value for target, value in pairs if isinstance(target, ast.Name) and _is_test(target.id)
                    and isinstance(value, ast.Subscript))


def _root(node: ast.expr) -> ast.Name | None:
    """The name whose value, or a part of it, an expression is."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node if isinstance(node, ast.Name) else None


def _by_hand(program: Program) -> Iterator[Remark]:
    """Test data standardised by their own mean, or by one that was taken of all data before they were cut off."""
    names = [n for n in program.nodes(ast.Name) if isinstance(n, ast.Name)]
    if not any(_TRAIN.fullmatch(n.id) for n in names):
        return
    for node in program.nodes(ast.Assign):
        if not isinstance(node, ast.Assign):
            continue
        for target in (t for each in node.targets for t in ([*each.elts] if isinstance(each, ast.Tuple) else [each])):
            if not (isinstance(target, ast.Name) and _is_test(target.id)):
                continue
            binding = program.binding(target)
            if binding is None or binding.value is None:
                continue
            term = program.reader.of_binding(binding, target)
            if not _standardised(term.whole):
                continue
            if any(isinstance(n, ast.Name) and _is_test(n.id) for n in ast.walk(binding.value)) and not _cut(term):
                yield program.remark(_CODE, node, f"{target.id} is scaled by its own mean or range, not by that of the "
                                     "training data", "take mean and standard deviation of the training data for both")
            elif term.head == "index" or binding.path or _cut(term):
                yield program.remark(_CODE, node, f"{target.id} is scaled by what was taken of all data, before the "
                                     "test data were put aside: the scaling has seen them",
                                     "split first; take mean and standard deviation of the training data alone")


def _columns(program: Program) -> Iterator[Remark]:
    """`df[c] = (df[c] - df[c].mean()) / df[c].std()`, and then df is split."""
    for node in program.nodes(ast.Assign):
        assert isinstance(node, ast.Assign)
        target = node.targets[0]
        name = _root(target) if isinstance(target, ast.Subscript) else None
        if name is None or _is_test(name.id) or _TRAIN.fullmatch(name.id) or not _standardised(
                program.term(node.value).whole):
            continue
        for argument in _splits(program):
            split = _root(argument)
            if split is not None and split.id == name.id and program.around(split) is program.around(node) and (
                    program.order(split) > program.order(node)):
                yield program.remark(
                    _CODE, node, f"{ast.unparse(target)} is scaled by what was taken of all data, before the test data "
                    "were put aside: the scaling has seen them",
                    "split first; take mean and standard deviation of the training data alone")
                break


def _by_index(program: Program) -> Iterator[Remark]:
    """`Z[test_rows]` and `Z[train_rows]` of a Z that was standardised as a whole."""
    said: set[object] = set()
    parts = [n for n in program.nodes(ast.Subscript) if isinstance(n, ast.Subscript) and isinstance(n.value, ast.Name)]
    for part in parts:
        assert isinstance(part.value, ast.Name)
        binding = program.binding(part.value)
        if not _of_test_rows(program, part.slice) or binding is None or binding in said or (
                _is_test(part.value.id) or not isinstance(binding.node, ast.stmt)):
            continue
        rest = any(program.binding(other.value) is binding and ast.dump(other.slice) != ast.dump(part.slice)
                   for other in parts)
        if rest and any(True for text in _OWN for _ in matches(text, program.term(part.value))) and not _of_each_row(
                program.term(part.value)):
            said.add(binding)
            yield program.remark(
                _CODE, binding.node, f"{part.value.id} is scaled by what was taken of all data, before the test data "
                f"{ast.unparse(part)} were put aside: the scaling has seen them",
                "split first; take mean and standard deviation of the training data alone")


def _of_test_rows(program: Program, index: ast.expr) -> bool:
    """Whether an index is that of test rows, or goes through them: `for i in test`."""
    binding = program.binding(index)
    if binding is not None and binding.kind == "each" and isinstance(binding.value, ast.Name):
        return _is_test(binding.value.id)
    return isinstance(index, ast.Name) and _is_test(index.id)


def _of_joined(program: Program) -> Iterator[Remark]:
    """`centre = np.vstack([X_train, X_test]).mean(axis=0)`, and what is made of it for the test data."""
    for call in program.calls():
        if _name(call) not in (*_SCALES, *_DIRECTIONS):
            continue
        given = [n for n in ast.walk(call) if isinstance(n, ast.Name | ast.Call)]
        tests = [n.id for part in given for n in ast.walk(_joined(program, part)) if isinstance(
            n, ast.Name) and _joined(program, part) is not part and _is_test(n.id)]
        bindings = {program.binding(t) for t in targets(program.statement(call))}
        if tests and any(program.binding(n) in bindings for use in program.nodes(ast.BinOp) if any(
                isinstance(n, ast.Name) and n.id in tests for n in ast.walk(use)) for n in ast.walk(use)):
            yield program.remark(
                _CODE, call, f"{ast.unparse(call.func)} sees the test data {tests[0]}, and what it gives is used on "
                "them: what is measured on them afterwards says little of new data",
                "take it of the training data alone, and only apply it to the test data")


def _of_each_row(term: Term) -> bool:
    """Whether means and deviations are taken of each sample by itself: `X.mean(axis=1, keepdims=True)`."""
    for part in term.walk():
        if part.head in _SCALES and isinstance(part.node, ast.Call):
            axes = [k.value for k in part.node.keywords if k.arg in ("axis", "dim")] or part.node.args[-1:]
            if any(ast.unparse(axis) in map(str, _OF_EACH_ROW) for axis in axes):
                return True
    return False


def _standardised(term: Term) -> bool:
    """Whether a term scales an array by its own mean and standard deviation or range, or by that of the whole of it."""
    if term.head == "call" and term.value in (*_SPLITS, "numpy.split", "numpy.array_split") and term.args:
        return _standardised(term.args[0].whole)
    return not _of_each_row(term) and (any(True for pattern in _OWN for _ in matches(pattern, term)) or _cut(term))


def _cut(term: Term) -> bool:
    """Whether a term scales a part of an array by mean and deviation of all of it."""
    for found in (found for pattern in _OF_ALL for found in matches(pattern, term)):
        part, whole = found["_x"], found["_y"]
        if part.head == "index" and whole.head != "index" and part.whole == whole:
            return True
        if whole.head == "concatenate" and part in whole.walk():
            return True
    return False


FITTING = (
    Lint(
        _CODE, "test-data-in-fitting", "Test data take part in fitting.",
        "What was fitted has seen them, so that the score on them is too good: it says little of new data.",
        "Split first; fit scalers, encoders and models on the training data alone, and only transform the test data. "
        "In cross-validation, use a pipeline.",
        "```python\nfrom sklearn.preprocessing import StandardScaler\nscaler = StandardScaler()\n"
        "X_train = scaler.fit_transform(X_train)\nX_test = scaler.fit_transform(X_test)\n```\n",
        "```python\nfrom sklearn.preprocessing import StandardScaler\nscaler = StandardScaler()\n"
        "X_train = scaler.fit_transform(X_train)\nX_test = scaler.transform(X_test)\n```\n", tests_in_fitting),
)
