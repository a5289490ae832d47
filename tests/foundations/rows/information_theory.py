"""The rows of lemmata.information_theory."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.optimize
import scipy.spatial.distance
import scipy.stats
import sklearn.feature_selection
import sklearn.metrics
from scipy.special import entr, rel_entr
from tests.foundations.row import Arrays, Row

Rng = np.random.Generator
inf = np.inf
ROOM = "information_theory"
HALVES, CERTAIN, OTHER = [0.5, 0.5], [1.0, 0.0], [0.0, 1.0]
NUMPY = "an algorithm in NumPy, whose results are Python's numbers"


def nats(amount: Any, base: Any = None) -> Any:
    return amount if base is None else amount / np.log(base)


def laws(*names: str, n: int = 5) -> Any:
    return lambda rng: {name: rng.dirichlet(np.ones(n)) for name in names}


def table(name: str = "P", shape: tuple[int, ...] = (3, 4)) -> Any:
    return lambda rng: {name: rng.dirichlet(np.ones(int(np.prod(shape)))).reshape(shape)}


def channel(rng: Rng, m: int = 3, n: int = 4) -> np.ndarray:
    return rng.dirichlet(np.ones(n), size=m)


def kl(p: Any, q: Any) -> Any:
    return np.sum(rel_entr(p, q))


def shannon(P: Any) -> Any:
    return np.sum(entr(P))


def given_rows(P: np.ndarray) -> Any:
    """H(Y | X), as an average over the rows."""
    return sum(row.sum() * shannon(row / row.sum()) for row in P)


def between(P: np.ndarray) -> Any:
    """I(X; Y) as the divergence of the table from that of independent variables of the same margins."""
    P = np.asarray(P)
    return np.sum(P * np.log(P / np.outer(P.sum(1), P.sum(0))))


def given_layers(P: np.ndarray) -> Any:
    """I(X; Y | Z), as an average over z."""
    layers = np.moveaxis(P, 2, 0)
    return sum(layer.sum() * between(layer / layer.sum()) for layer in layers)


def best_input(W: np.ndarray) -> float:
    """The capacity by SciPy's optimizer."""

    def less(x: np.ndarray) -> float:
        p = np.exp(x - x.max())
        p /= p.sum()
        return -between(p[:, None] * W)

    return -min(scipy.optimize.minimize(less, start, tol=1e-14).fun for start in np.eye(len(W)))


def coin_rate(p: np.ndarray, d: np.ndarray, slope: float) -> float:
    """R(D) of a toss with error probability as distortion, D = 1 / (1 + exp(slope))."""
    D = 1 / (1 + np.exp(slope))
    return shannon(p) - shannon(np.array([D, 1 - D]))


def labels(rng: Rng) -> Arrays:
    x = rng.integers(0, 3, size=200)
    return {"x": x, "y": (x + rng.integers(0, 2, size=200)) % 4}


def miller_madow(x: np.ndarray) -> float:
    shares = np.bincount(x) / len(x)
    return shannon(shares) + (np.count_nonzero(shares) - 1) / (2 * len(x))


def normals(rng: Rng) -> Arrays:
    return dict(zip("xy", rng.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], size=300).T))


UNITS = [{}, {"base": 2}]

ENTROPIES = [
    *(
        Row(
            name=f"{ROOM}.self_information",
            options=o,
            truth=lambda p, base=None: nats(-np.log(p), base),
            at=lambda rng: {"p": rng.uniform(0.1, 0.9)},
            ends=[({"p": 0.0}, inf), ({"p": 1.0}, 0.0)],
        )
        for o in UNITS
    ),
    *(
        Row(
            name=f"{ROOM}.entropy",
            options=o,
            truth=lambda p, base=None: nats(shannon(p), base),
            at=laws("p"),
            ends=[
                ({"p": CERTAIN}, 0.0),
                ({"p": [1.0]}, 0.0),
                ({"p": HALVES}, nats(np.log(2), **o)),
                ({"p": [1e-300, 1.0]}, 0.0),
            ],
        )
        for o in UNITS
    ),
    *(
        Row(
            name=f"{ROOM}.binary_entropy",
            options=o,
            truth=lambda p, base=None: nats(entr(p) + entr(1 - p), base),
            at=lambda rng: {"p": rng.uniform(0.1, 0.9)},
            ends=[({"p": 0.0}, 0.0), ({"p": 1.0}, 0.0)],
        )
        for o in UNITS
    ),
    *(
        Row(
            name=f"{ROOM}.joint_entropy",
            options=o,
            truth=lambda P, base=None: nats(shannon(P), base),
            at=table(),
            ends=[({"P": [[1.0, 0.0]]}, 0.0)],
        )
        for o in UNITS
    ),
    *(
        Row(
            name=f"{ROOM}.conditional_entropy",
            options=o,
            truth=lambda P, base=None: nats(given_rows(P), base),
            at=table(),
            ends=[({"P": [[0.5, 0.0], [0.0, 0.5]]}, 0.0), ({"P": [[0.0, 0.0], [0.5, 0.5]]}, nats(np.log(2), **o))],
        )
        for o in UNITS
    ),
    *(
        Row(
            name=f"{ROOM}.cross_entropy",
            options=o,
            truth=lambda p, q, base=None: nats(-np.sum(p * np.log(q)), base),
            at=laws("p", "q"),
            ends=[({"p": CERTAIN, "q": OTHER}, inf), ({"p": CERTAIN, "q": CERTAIN}, 0.0)],
        )
        for o in UNITS
    ),
    Row(
        name=f"{ROOM}.perplexity",
        truth=lambda p: np.prod(p**-p),
        at=laws("p"),
        ends=[({"p": CERTAIN}, 1.0), ({"p": [0.25] * 4}, 4.0)],
    ),
    Row(name=f"{ROOM}.renyi_entropy", truth=lambda p: -np.log(p @ p), at=laws("p"), ends=[({"p": CERTAIN}, 0.0)]),
    Row(
        name=f"{ROOM}.renyi_entropy",
        options={"alpha": 1, "base": 2},
        at=laws("p"),
        ends=[({"p": CERTAIN}, 0.0)],
        truth=lambda p, alpha, base: shannon(p) / np.log(2),
    ),
    Row(
        name=f"{ROOM}.renyi_entropy",
        options={"alpha": 0.5},
        at=laws("p"),
        ends=[({"p": CERTAIN}, 0.0)],
        truth=lambda p, alpha: 2 * np.log(np.sqrt(p).sum()),
    ),
    Row(
        name=f"{ROOM}.renyi_entropy",
        options={"alpha": inf},
        truth=lambda p, alpha: -np.log(p.max()),
        at=laws("p"),
        ends=[({"p": CERTAIN}, 0.0)],
    ),
    Row(
        name=f"{ROOM}.renyi_entropy",
        options={"alpha": 0},
        truth=lambda p, alpha: np.log(np.count_nonzero(p)),
        at=laws("p"),
        ends=[({"p": CERTAIN}, 0.0)],
    ),
]

APART = {"p": CERTAIN, "q": OTHER}
SAME = {"p": [0.5, 0.5, 0.0], "q": [0.5, 0.5, 0.0]}
DIVERGENCES = [
    *(
        Row(
            name=f"{ROOM}.kl_divergence",
            options=o,
            truth=lambda p, q, base=None: nats(kl(p, q), base),
            at=laws("p", "q"),
            ends=[(APART, inf), (SAME, 0.0), ({"p": CERTAIN, "q": HALVES}, nats(np.log(2), **o))],
        )
        for o in UNITS
    ),
    Row(
        name=f"{ROOM}.jeffreys_divergence",
        truth=lambda p, q: kl(p, q) + kl(q, p),
        at=laws("p", "q"),
        ends=[(APART, inf), (SAME, 0.0)],
    ),
    *(
        Row(
            name=f"{ROOM}.jensen_shannon_divergence",
            options=o,
            at=laws("p", "q"),
            truth=lambda p, q, base=None: nats((kl(p, (p + q) / 2) + kl(q, (p + q) / 2)) / 2, base),
            ends=[(APART, nats(np.log(2), **o)), (SAME, 0.0)],
        )
        for o in UNITS
    ),
    Row(
        name=f"{ROOM}.jensen_shannon_distance",
        at=laws("p", "q"),
        ends=[(APART, np.sqrt(np.log(2))), (SAME, 0.0)],
        truth=lambda p, q: np.sqrt((kl(p, (p + q) / 2) + kl(q, (p + q) / 2)) / 2),
    ),
    Row(
        name=f"{ROOM}.jensen_shannon_distance",
        at=laws("p", "q"),
        options={"base": 2},
        gradient=False,
        why="SciPy's brings its arguments to the sum 1",
        truth=lambda p, q, base: scipy.spatial.distance.jensenshannon(p, q, base),
        ends=[(APART, 1.0)],
    ),
    Row(
        name=f"{ROOM}.renyi_divergence",
        truth=lambda p, q: -2 * np.log(np.sqrt(p * q).sum()),
        at=laws("p", "q"),
        ends=[(APART, inf), (SAME, 0.0)],
    ),
    Row(
        name=f"{ROOM}.renyi_divergence",
        truth=lambda p, q, alpha: np.log(np.sum(p**2 / q)),
        at=laws("p", "q"),
        options={"alpha": 2},
        ends=[(APART, inf), (SAME, 0.0)],
    ),
    Row(
        name=f"{ROOM}.renyi_divergence",
        truth=lambda p, q, alpha: kl(p, q),
        at=laws("p", "q"),
        options={"alpha": 1},
        ends=[(APART, inf), (SAME, 0.0)],
    ),
    Row(
        name=f"{ROOM}.renyi_divergence",
        truth=lambda p, q, alpha, base: np.log2(np.max(p / q)),
        at=laws("p", "q"),
        options={"alpha": inf, "base": 2},
        ends=[(APART, inf), (SAME, 0.0)],
    ),
    Row(
        name=f"{ROOM}.total_variation",
        truth=lambda p, q: scipy.spatial.distance.cityblock(p, q) / 2,
        at=laws("p", "q"),
        ends=[(APART, 1.0), (SAME, 0.0)],
    ),
    Row(
        name=f"{ROOM}.hellinger_distance",
        at=laws("p", "q"),
        ends=[(APART, 1.0), (SAME, 0.0)],
        truth=lambda p, q: np.sqrt((p.sum() + q.sum()) / 2 - np.sqrt(p * q).sum()),
    ),
    Row(
        name=f"{ROOM}.chi_squared_divergence",
        truth=lambda p, q: np.sum(p**2 / q) - 2 * p.sum() + q.sum(),
        at=laws("p", "q"),
        ends=[(APART, inf), (SAME, 0.0)],
    ),
    Row(
        name=f"{ROOM}.f_divergence",
        truth=lambda f, p, q: kl(p, q),
        libraries=("numpy",),
        why="it takes a function",
        at=lambda rng: {"f": lambda t: t * np.log(t), **laws("p", "q")(rng)},
        ends=[
            ({"f": lambda t: t * np.log(t), **APART}, inf),
            ({"f": lambda t: -np.log(t), **APART}, inf),
            ({"f": lambda t: abs(t - 1) / 2, **APART}, 1.0),
            ({"f": lambda t: (np.sqrt(t) - 1) ** 2 / 2, **APART}, 1.0),
            ({"f": lambda t: t * np.log(t), **SAME}, 0.0),
        ],
    ),
]

BETWEEN = [
    *(
        Row(
            name=f"{ROOM}.mutual_information",
            options=o,
            truth=lambda P, base=None: nats(shannon(P.sum(0)) + shannon(P.sum(1)) - shannon(P), base),
            at=table(),
            ends=[
                ({"P": [[0.5, 0.0], [0.0, 0.5]]}, nats(np.log(2), **o)),
                ({"P": [[0.25, 0.25], [0.25, 0.25]]}, 0.0),
                ({"P": [[0.0, 0.0], [0.0, 1.0]]}, 0.0),
            ],
        )
        for o in UNITS
    ),
    Row(
        name=f"{ROOM}.mutual_information",
        truth=between,
        at=table(),
        gradient=False,
        why="the same number only where the table sums to 1",
    ),
    *(
        Row(
            name=f"{ROOM}.conditional_mutual_information",
            options=o,
            at=table(shape=(2, 3, 2)),
            truth=lambda P, base=None: nats(given_layers(P), base),
            gradient=not o,
            why="as in nats",
            ends=[({"P": np.eye(2)[:, :, None] * [0.25, 0.25]}, nats(np.log(2), **o))],
        )
        for o in UNITS
    ),
    Row(
        name=f"{ROOM}.variation_of_information",
        truth=lambda P: given_rows(P) + given_rows(P.T),
        at=table(),
        ends=[({"P": [[0.5, 0.0], [0.0, 0.5]]}, 0.0)],
    ),
    Row(
        name=f"{ROOM}.normal_mutual_information",
        truth=lambda rho: (
            scipy.stats.norm.entropy() * 2 - (scipy.stats.multivariate_normal([0, 0], [[1, rho], [rho, 1]]).entropy())
        ),
        at=lambda rng: {"rho": rng.uniform(-0.9, 0.9)},
        ends=[({"rho": 0.0}, 0.0), ({"rho": 1.0}, inf), ({"rho": 1e-9}, 0.5e-18)],
    ),
    Row(
        name=f"{ROOM}.channel_output",
        truth=lambda p, W: np.einsum("i,ij->j", p, W),
        ends=[({"p": [1.0], "W": [[1.0]]}, [1.0])],
        at=lambda rng: {"p": rng.dirichlet(np.ones(3)), "W": channel(rng)},
    ),
    Row(
        name=f"{ROOM}.channel_table",
        truth=lambda p, W: np.diag(p) @ W,
        ends=[({"p": [1.0], "W": [[1.0]]}, [[1.0]])],
        at=lambda rng: {"p": rng.dirichlet(np.ones(3)), "W": channel(rng)},
    ),
    Row(
        name=f"{ROOM}.processed_table",
        truth=lambda P, W: np.einsum("ij,jk->ik", P, W),
        at=lambda rng: {**table()(rng), "W": channel(rng, 4, 2)},
        ends=[({"P": [[1.0]], "W": [[1.0]]}, [[1.0]])],
    ),
    Row(
        name=f"{ROOM}.fano_bound",
        truth=lambda H, n: np.maximum(0, (H - np.log(2)) / np.log(n - 1)),
        at=lambda rng: {"H": rng.uniform(1, 2), "n": 10.0},
        ends=[({"H": 0.0, "n": 10}, 0.0)],
    ),
    Row(
        name=f"{ROOM}.binary_symmetric_capacity",
        truth=lambda error: np.log(2) - entr(error) - entr(1 - error),
        at=lambda rng: {"error": rng.uniform(0.1, 0.9)},
        ends=[({"error": 0.5}, 0.0), ({"error": 1.0}, np.log(2))],
    ),
]

BOUNDS = [
    Row(
        name=f"{ROOM}.info_nce",
        at=lambda rng: {"scores": rng.normal(size=(4, 4))},
        ends=[({"scores": [[3.0]]}, 0.0), ({"scores": 1e4 * np.eye(3)}, np.log(3))],
        truth=lambda scores: np.log(4) - np.mean(np.log(np.exp(scores).sum(1)) - np.diagonal(scores)),
    ),
    Row(
        name=f"{ROOM}.donsker_varadhan",
        truth=lambda joint, product: joint.mean() - np.log(np.exp(product).mean()),
        at=lambda rng: {"joint": rng.normal(size=3), "product": rng.normal(size=4)},
        ends=[({"joint": [1e4], "product": [1e4]}, 0.0)],
    ),
    Row(
        name=f"{ROOM}.nguyen_wainwright_jordan",
        at=lambda rng: {"joint": rng.normal(size=3), "product": rng.normal(size=4)},
        truth=lambda joint, product: joint.mean() - np.exp(product).mean() / np.e,
        ends=[({"joint": [1.0], "product": [1.0]}, 0.0)],
    ),
]

SAMPLES = [
    Row(
        name=f"{ROOM}.joint_table",
        truth=lambda x, y: sklearn.metrics.confusion_matrix(x, y)[:3] / len(x),
        at=labels,
        libraries=("numpy",),
        why="a table of counts",
        ends=[({"x": [5], "y": ["a"]}, [[1.0]])],
    ),
    *(
        Row(
            name=f"{ROOM}.estimate_entropy",
            options=o,
            truth=t,
            at=lambda rng: {"x": rng.integers(0, 9, size=40)},
            libraries=("numpy",),
            why=NUMPY,
            ends=[({"x": [7, 7]}, 0.0)],
        )
        for o, t in [
            ({"base": 2}, lambda x, base: scipy.stats.entropy(np.bincount(x), base=2)),
            ({"method": "miller_madow"}, lambda x, method: miller_madow(x)),
        ]
    ),
    *(
        Row(name=f"{ROOM}.estimate_mutual_information", options=o, truth=t, at=a, libraries=("numpy",), why=NUMPY)
        for o, t, a in [
            ({}, lambda x, y: sklearn.metrics.mutual_info_score(x, y), labels),
            (
                {"method": "miller_madow", "base": 2},
                lambda x, y, method, base: (miller_madow(x) + miller_madow(y) - miller_madow(4 * x + y)) / np.log(2),
                labels,
            ),
            (
                {"method": "neighbours"},
                lambda x, y, method: sklearn.feature_selection.mutual_info_regression(x[:, None], y, random_state=0)[0],
                normals,
            ),
        ]
    ),
    *(
        Row(
            name=f"{ROOM}.differential_entropy",
            options=options,
            libraries=("numpy",),
            why=NUMPY,
            truth=truth,
            at=lambda rng, density=density, **_: {"density": density},
        )
        for density, options, truth in (
            ("exp(-x**2/2)/sqrt(2*pi)", {}, lambda density: scipy.stats.norm.entropy()),
            ("1/(pi*(1 + x**2))", {"base": 2}, lambda density, base: np.log2(4 * np.pi)),
            (lambda x: 2 * x, {"low": 0, "high": 1}, lambda density, low, high: 0.5 - np.log(2)),
        )
    ),
    Row(
        name=f"{ROOM}.estimate_differential_entropy",
        options={"base": 2},
        libraries=("numpy",),
        why=NUMPY,
        truth=lambda x, base: scipy.stats.differential_entropy(x, base=2),
        at=lambda rng: {"x": rng.normal(size=50)},
    ),
    Row(
        name=f"{ROOM}.select_features",
        pick=lambda found: found.scores,
        libraries=("numpy",),
        why=NUMPY,
        at=lambda rng: {"X": rng.normal(size=(60, 3)), "y": rng.integers(0, 2, size=60), "k": 2},
        truth=lambda X, y, k: sklearn.feature_selection.mutual_info_classif(X, y, random_state=0),
    ),
]

CODES = [
    Row(
        name=f"{ROOM}.huffman_code",
        truth=lambda p: "01",
        at=lambda rng: {"p": rng.dirichlet(np.ones(2))},
        libraries=("numpy",),
        why="words of bits",
        pick=lambda code: "".join(sorted(code.words)),
        ends=[({"p": [1.0]}, "0"), ({"p": [0.0, 1.0]}, "0"), ({"p": [0.5, 0.0, 0.5]}, "01")],
    ),
    Row(
        name=f"{ROOM}.shannon_code",
        truth=lambda p: np.ceil(-np.log2(p)),
        at=laws("p"),
        libraries=("numpy",),
        why="words of bits",
        pick=lambda code: code.lengths,
        ends=[({"p": HALVES}, [1, 1]), ({"p": [0.0, 1.0]}, [0, 1])],
    ),
    Row(
        name=f"{ROOM}.arithmetic_code",
        truth=lambda p: p,
        at=laws("p"),
        libraries=("numpy",),
        why="parts of an interval",
        pick=lambda code: np.array(code.counts) / 2**24,
        rtol=1e-6,
        ends=[({"p": CERTAIN}, [1.0, 0.0])],
    ),
    Row(
        name=f"{ROOM}.channel_capacity",
        truth=best_input,
        at=lambda rng: {"W": channel(rng)},
        libraries=("numpy",),
        why=NUMPY,
        pick=lambda found: found.value,
        rtol=1e-7,
        ends=[
            ({"W": np.eye(3)}, np.log(3)),
            ({"W": [[0.7, 0.3, 0.0], [0.0, 0.3, 0.7]]}, 0.7 * np.log(2)),
            ({"W": [HALVES] * 2}, 0.0),
            ({"W": [[1.0, 0.0], [0.5, 0.5]]}, np.log(5 / 4)),
        ],
    ),
    Row(
        name=f"{ROOM}.rate_distortion",
        truth=coin_rate,
        pick=lambda found: found.rate,
        libraries=("numpy",),
        why=NUMPY,
        at=lambda rng: {"p": np.array(HALVES), "d": 1 - np.eye(2), "slope": rng.uniform(1, 4)},
        rtol=1e-8,
    ),
    Row(
        name=f"{ROOM}.maximum_entropy",
        libraries=("numpy",),
        why=NUMPY,
        pick=lambda found: found.probabilities,
        rtol=1e-7,
        truth=lambda features, moments: geometric(moments),
        at=lambda rng: {"features": np.arange(200.0), "moments": rng.uniform(1, 3)},
        ends=[
            ({"features": [0.0, 1.0], "moments": 0.25}, [0.75, 0.25]),
            ({"features": [1.0, 1.0], "moments": 1.0}, HALVES),
        ],
    ),
    Row(
        name=f"{ROOM}.information_bottleneck",
        options={"beta": 1e4, "clusters": 2},
        truth=lambda P, beta, clusters: best_halves(P),
        at=table(shape=(4, 3)),
        libraries=("numpy",),
        why=NUMPY,
        pick=lambda found: found.relevance,
        rtol=1e-6,
    ),
]


def best_halves(P: np.ndarray) -> float:
    """The most that two clusters of the rows tell of the columns, over all ways to make them."""
    ways = [
        np.array([[(way >> i) & 1 == t for i in range(len(P))] for t in (0, 1)]) for way in range(1, 2 ** len(P) - 1)
    ]
    return max(between(way @ P) for way in ways)


def geometric(mean: float) -> np.ndarray:
    """The law of largest entropy on 0, 1, ... with this mean (what is beyond 200 is below rounding)."""
    return scipy.stats.geom.pmf(np.arange(200), 1 / (1 + mean), loc=-1)


ROWS: list[Row] = [*ENTROPIES, *DIVERGENCES, *BETWEEN, *BOUNDS, *SAMPLES, *CODES]
