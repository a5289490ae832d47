"""Medians of `import lemmata` and `lemmata --version` over fresh processes, against the budget of 0.5 s.

Run: python benchmarks/import_time.py [runs]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

CASES = {
    "python -c pass": ["-c", "pass"],
    "import lemmata": ["-c", "import lemmata"],
    "lemmata --version": ["-m", "lemmata", "--version"],
    "lemmata.parse": ["-c", "import lemmata; lemmata.parse"],
}


def median(arguments: list[str], runs: int) -> float:
    """Median of the wall time of a fresh process, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for name, arguments in CASES.items():
        print(f"{name:20} {median(arguments, runs):6.3f} s  (median of {runs})")
