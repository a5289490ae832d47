"""How many true identities are proved, how many of their false twins refuted, and how long that takes.

    python benchmarks/identities.py [FIRST] [LAST]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.identities.laws import law_rows
from tests.identities.table import Identity, finding, of_laws, of_terms


def main(first: int, last: int) -> None:
    rows = len(law_rows())
    sources = {"terms": [of_terms(seed) for seed in range(first, last)],
               "laws": [of_laws(seed % rows, seed) for seed in range(first, last)]}
    for name, identities in sources.items():
        start = time.perf_counter()
        _show(name, "true", [(one, one.formula) for one in identities], ("refuted", "conditional"))
        _show(name, "false", [(one, one.wrong) for one in identities if one.wrong], ("proved", "agrees"))
        print(f"{name}: {time.perf_counter() - start:.0f} s")


def _show(name: str, kind: str, formulas: list[tuple[Identity, str]], alarming: tuple[str, ...]) -> None:
    counts: Counter[str] = Counter()
    for one, formula in formulas:
        found = finding(one.declared, formula)
        counts[found.verdict] += 1
        if found.verdict in alarming:
            print(one.told(found))
    shares = ", ".join(f"{verdict} {count / len(formulas):.1%}" for verdict, count in counts.most_common())
    print(f"{name}, {kind}: {len(formulas)} formulas: {shares}")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:3]) if len(sys.argv) > 2 else (0, 200))
