"""The terminal that is printed on, and who gets colours."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

COLORS = ("auto", "always", "never")


def console(color: str = "auto", stderr: bool = False, **options: Any) -> Console:
    """A console with colours where they are wanted: by the option, else NO_COLOR, FORCE_COLOR, else on a terminal."""
    from rich.console import Console

    if color == "auto" and os.environ.get("NO_COLOR"):
        color = "never"
    elif color == "auto" and os.environ.get("FORCE_COLOR"):
        color = "always"
    if color == "always":
        options |= {"force_terminal": True, "color_system": "standard", "no_color": False}
    elif color == "never":
        options |= {"no_color": True, "color_system": None}
    return Console(stderr=stderr, highlight=False, soft_wrap=True, **options)
