"""Test data that take part in fitting: a scaler that has seen them, by itself or by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from lemmata.documents.lints.flow import origins
from lemmata.documents.lints.patterns import matches
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.terms import Term

_TEST = re.compile(r"(?i)(?:.*_)?(?:test|holdout|heldout|te)(?:_?(?:set|data|x|y|df|features|inputs|images|scaled|"
                   r"labels|targets|samples|frame))?(?:_.*)?|[xy]_?te|[xy]test")
_TRAIN = re.compile(r"(?i).*train.*|[xy]_?tr")
_STATELESS = ("Normalizer", "Binarizer", "FunctionTransformer", "PolynomialFeatures", "LabelEncoder", "LabelBinarizer",
              "OneHotEncoder", "OrdinalEncoder", "HashingVectorizer", "FeatureHasher", "MultiLabelBinarizer",
              "SplineTransformer", "LabelSpreading")
_PREPARING = ("sklearn.preprocessing", "sklearn.impute", "sklearn.decomposition", "sklearn.feature_selection",
              "sklearn.feature_extraction", "sklearn.feature_extraction.text", "sklearn.random_projection")
_SPLITS = ("sklearn.model_selection.train_test_split", "sklearn.cross_validation.train_test_split")
_LOOKING = ("TSNE", "UMAP", "MDS", "Isomap", "KMeans", "DBSCAN", "AgglomerativeClustering", "SpectralEmbedding")
_FITTED = re.compile(r"(?i).*(scal|encod|imput|pca|vectori|normali|standardi|model|clf|classifier|reg|transform|"
                     r"estimator|pipe|preproc|selector|ss|mm|sc|knn|svm|svc|tree|forest|net|lr).*")
_CODE = "M302"


def tests_in_fitting(program: Program) -> Iterator[Remark]:
    for call in program.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("fit", "fit_transform", "partial_fit"):
            yield from _fits(program, call)
    yield from _by_hand(program)


def _fits(program: Program, call: ast.Call) -> Iterator[Remark]:
    assert isinstance(call.func, ast.Attribute)
    made = program.maker(call.func.value) or (call.func.value if isinstance(call.func.value, ast.Call) else None)
    maker = program.qualified(made.func) if made is not None else ""
    named = getattr(made.func, "attr", getattr(made.func, "id", "")) if made is not None else ""
    if (named or maker).rpartition(".")[2] in (*_LOOKING, *_STATELESS):
        return
    data = [*call.args[:2], *(k.value for k in call.keywords if k.arg in ("X", "y", "x"))]
    test = next((n for d in data for n in ast.walk(d) if isinstance(n, ast.Name) and _is_test(n.id)), None)
    receiver = ast.unparse(call.func.value)
    known = maker.startswith(("sklearn.", "xgboost.", "lightgbm.", "keras.", "tensorflow.")) or (
        bool(_FITTED.fullmatch(named or receiver)))
    if test is not None and known and program.function(call.func) is None:
        yield program.remark(
            _CODE, call, f"{receiver}.{call.func.attr} sees the test data {test.id}: what is measured on them "
            "afterwards says little of new data", "fit on the training data alone, and only transform the test data")
        return
    if data and maker.rpartition(".")[0] in _PREPARING and (split := _split_after(program, call, data[0])) is not None:
        yield program.remark(
            _CODE, call, f"{receiver}.{call.func.attr} sees all data before {_name(split)} puts the test data aside",
            "split first; fit on the training data alone, and only transform the test data")


def _is_test(name: str) -> bool:
    return bool(_TEST.fullmatch(name)) and not _TRAIN.fullmatch(name)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", "the split"))


def _split_after(program: Program, fit: ast.Call, data: ast.expr) -> ast.Call | None:
    """A later split of the data that were fitted, or of what came of them."""
    root = _root(data)
    fitted = program.term(root) if root is not None else None
    for call in program.calls():
        if program.qualified(call.func) not in _SPLITS or program.order(call) < program.order(fit):
            continue
        if program.around(call) is not program.around(fit):
            continue
        for argument in call.args[:1]:
            if any(origin is fit for origin in origins(program, argument, lambda node: False)):
                return call
            inner = _root(argument)
            if fitted is not None and inner is not None and program.term(inner) == fitted:
                return call
    return None


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
            source = _standardised(term.whole)
            if source is None:
                continue
            leaf = source.value if source.head == "name" else None
            own = _is_test(str(getattr(leaf, "name", leaf)))
            if own:
                yield program.remark(_CODE, node, f"{target.id} is scaled by its own mean or range, not by that of the "
                                     "training data", "take mean and standard deviation of the training data for both")
            elif term.head == "index" or binding.path:
                yield program.remark(_CODE, node, f"{target.id} is cut off after all data were scaled together: the "
                                     "scaling has seen the test data", "split first; take mean and standard deviation "
                                     "of the training data alone")


def _standardised(term: Term) -> Term | None:
    """The array that a term scales by its own mean and standard deviation, or by its own range."""
    if term.head == "call" and term.value in (*_SPLITS, "numpy.split", "numpy.array_split") and term.args:
        return _standardised(term.args[0].whole)
    for pattern in ("(_x - mean(_x)) / std(_x)", "(_x - mean(_x)) / (std(_x) + _e)",
                    "(_x - min(_x)) / (max(_x) - min(_x))"):
        for found in matches(pattern, term):
            return found["_x"].whole
    return None


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
