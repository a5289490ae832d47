"""What a benchmark ran on: the machine, the versions, the day."""

from __future__ import annotations

import datetime
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("lemmata", "numpy", "scipy", "jax", "torch", "sympy", "pytensor", "tensorgrad")


def described() -> list[str]:
    """Lines that say it.

    >>> [line.split(":")[0] for line in described()]
    ['machine', 'software', 'date', 'load']
    """
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    return [f"machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
            f"software: Python {platform.python_version()}, {versions}",
            f"date: {datetime.date.today().isoformat()}",
            f"load: {_load()} processes before the start"]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
