"""What stands in for the module of a formula where there is none."""

from __future__ import annotations

import json


def without(why: str) -> str:
    """A module of JavaScript without a picture."""
    return (f"export const functions = null;\nexport const picture = null;\nexport const formula = null;\n"
            f"export const why = {json.dumps(why)};\n")
