"""How long `lemmata check` takes: seconds a document and milliseconds a formula, after the import.

    python benchmarks/check_documents.py [DOCUMENT ...]

Medians of three runs; the peer of the same run is SymPy, which parses and simplifies one small identity.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from lemmata.documents import check

EXAMPLE = Path(__file__).parent.parent / "examples"


def peer() -> float:
    """Seconds that SymPy takes to simplify (tanh(x) - (2/(1 + exp(-2x)) - 1)) with a cold cache."""
    import sympy

    sympy.core.cache.clear_cache()
    start = time.perf_counter()
    x = sympy.Symbol("x", real=True)
    sympy.simplify((sympy.tanh(x) - (2 / (1 + sympy.exp(-2 * x)) - 1)).rewrite(sympy.exp))
    return time.perf_counter() - start


def main(paths: list[str]) -> None:
    documents = paths or [str(p) for p in sorted(EXAMPLE.glob("*.md"))]
    check([str(EXAMPLE)])
    for document in documents:
        taken, peers = [], []
        for _ in range(3):
            peers.append(peer())
            start = time.perf_counter()
            report = check([document])
            taken.append(time.perf_counter() - start)
        count = max(len(report.findings), 1)
        seconds = statistics.median(taken)
        print(f"{document}: {seconds:.2f} s, {1000 * seconds / count:.0f} ms a formula ({count}), "
              f"{seconds / statistics.median(peers):.1f} x one SymPy simplification")


if __name__ == "__main__":
    main(sys.argv[1:])
