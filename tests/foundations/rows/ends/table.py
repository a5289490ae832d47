"""All ends of procedures, and the reasons of those without one."""

from __future__ import annotations

from importlib import import_module

from tests.foundations.row import ROOMS
from tests.foundations.rows.ends.end import End

_MODULES = [import_module(f"tests.foundations.rows.ends.{room}") for room in ROOMS]
ENDS: list[End] = [end for module in _MODULES for end in module.ENDS]
NO_END: dict[str, str] = {name: why for module in _MODULES for name, why in getattr(module, "NO_END", {}).items()}
