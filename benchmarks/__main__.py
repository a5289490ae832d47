"""`python -m benchmarks [first_order hessians deriving growth ...]`: each named one, or all."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("first_order", "hessians", "deriving", "growth")


def main() -> None:
    for name in sys.argv[1:] or NAMES:
        if name not in NAMES:
            raise SystemExit(f"no benchmark {name!r}; there are {', '.join(NAMES)}")
        import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
