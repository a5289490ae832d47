"""How long the handbook takes in the browser's place: to the first page, for each kind of page, for a derivative."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.goals import Goal

KINDS = ("", "start", "chapter/calculus", "chapter/calculus/gradient-descent", "lemma/cross-entropy",
         "lemma/adam", "map", "notation", "workbench", "check", "documents", "document/faulty-notes.md", "search.json",
         "panel/calculus/gradient-descent.json", "picture/cross-entropy.js")
DERIVED = (("x**2*sin(x)", None, "x"), ("log(sum(exp(z)))", "z: real[n]", "z"),
           ("sum((X @ w - y)**2) / m", "X: real[m n], w: real[n], y: real[m]", "w"),
           ("-log(sigmoid(y*(x @ w))) + a*norm(w)**2", "x: real[n], w: real[n], y: real, a: positive", "w"))
RUNS = 7
EXAMPLES = Path(__file__).parents[1] / "examples"


@contextmanager
def served() -> Iterator[tuple[str, float]]:
    """A server with the examples: its address, and when it was started."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "lemmata", "serve", str(EXAMPLES), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            said = running.stdout.readline()
            found = re.search(r"http://[^ ]+/", said)
            assert found, said
            yield found[0], began
        finally:
            running.terminate()


def seconds(client: httpx.Client, address: str) -> float:
    began = time.perf_counter()
    client.get(address).raise_for_status()
    return time.perf_counter() - began


def main() -> list[Goal]:
    with served() as (address, began), httpx.Client(base_url=address, timeout=120) as client:
        client.get("").raise_for_status()
        first = time.perf_counter() - began
        print(f"from the command to the first page: {first:.2f} s")
        worst = 0.0
        for kind in KINDS:
            cold = seconds(client, kind)
            warm = statistics.median(seconds(client, kind) for _ in range(RUNS))
            worst = max(worst, warm)
            print(f"/{kind:42} {1000 * cold:8.0f} ms first, {1000 * warm:6.1f} ms warm")
        slowest = 0.0
        for number, (formula, variables, wrt) in enumerate(DERIVED):
            times = []
            for run in range(RUNS):  # another formula each time: answers are kept
                asked = {"formula": f"{formula} + {100 * number + run}", "variables": variables, "wrt": wrt}
                start = time.perf_counter()
                client.post("api/derive", json=asked).raise_for_status()
                times.append(time.perf_counter() - start)
            slowest = max(slowest, statistics.median(times))
            print(f"derivative of {formula:42} {1000 * statistics.median(times):6.1f} ms")
    return [Goal("first page after the start", first, " s", most=5),
            Goal("slowest kind of page, warm", 1000 * worst, " ms", most=300),
            Goal("slowest derivative over HTTP", 1000 * slowest, " ms", most=500)]


if __name__ == "__main__":
    main()
