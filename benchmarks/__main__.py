"""`python -m benchmarks [deriving growth first_order hessians pages atlas stability] [--write docs]`: each or all.

--write FOLDER    writes FOLDER/benchmarks.md, with what was printed, and FOLDER/growth.svg; of stability alone only
                  FOLDER/stability.md
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import TextIO

from benchmarks.goals import Goal, table
from benchmarks.machine import described

# Deriving comes first: what another benchmark derives is known, and takes no time.
NAMES = ("deriving", "growth", "first_order", "hessians", "pages", "atlas", "stability")
FILES = {"growth": "growth.svg", "stability": "stability.md"}  # that a benchmark writes itself


class Both(io.TextIOBase):
    """What is printed, as it comes, and all of it as text."""

    def __init__(self, screen: TextIO):
        self.screen, self.text = screen, ""

    def write(self, text: str) -> int:
        self.text += text
        self.screen.write(text)
        self.screen.flush()
        return len(text)


@contextmanager
def printed() -> Iterator[Both]:
    both = Both(sys.stdout)
    with redirect_stdout(both):
        yield both


def document(where: list[str], parts: dict[str, str], goals: list[Goal], names: list[str]) -> str:
    """The page: what was measured where, the goals, and everything that was printed."""
    command = " ".join(["python -m benchmarks", *(names if len(names) < len(NAMES) else []), "--write docs"])
    lines = ["# Benchmarks", "", f"Written by `{command}`; install `lemmata[dev,peers]` for all peers. Ratios are of "
             "medians of runs in turns, in one process.", "", *(f"- {line}" for line in where), "",
             "## Goals", "", table(goals), ""]
    for name, text in parts.items():
        lines += [f"## {name.replace('_', ' ').capitalize()}", "", "```", text.strip("\n"), "```", ""]
        if name == "growth":
            lines += ["![Nodes, time to derive and time to write the normal form against depth, in doubly logarithmic "
                      "scales](growth.svg)", ""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; none: all of them")
    parser.add_argument("--write", metavar="FOLDER", help="writes the tables and the plot there")
    given = parser.parse_args()
    for name in given.names:
        if name not in NAMES:
            raise SystemExit(f"no benchmark {name!r}; there are {', '.join(NAMES)}")
    names = [name for name in NAMES if name in given.names or not given.names]
    goals: list[Goal] = []
    parts: dict[str, str] = {}
    where = described()
    print("\n".join(where))
    for number, name in enumerate(names):
        print(f"\n[{number + 1}/{len(names)}] {name}")
        start = time.perf_counter()
        page = [str(Path(given.write) / FILES[name])] if name in FILES and given.write else []
        with printed() as text:
            goals += import_module(f"benchmarks.{name}").main(*page) or []
        parts[name] = text.text
        print(f"({time.perf_counter() - start:.0f} s)")
    print(f"\n{table(goals)}")
    if given.write and names != ["stability"]:
        file = Path(given.write) / "benchmarks.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document(where, parts, goals, names), encoding="utf-8")
        print(f"\nwritten: {file}")


if __name__ == "__main__":
    main()
