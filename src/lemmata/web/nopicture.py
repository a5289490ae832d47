"""What stands in for a picture where there is none."""

from __future__ import annotations

import json


def without(why: str) -> str:
    """A module of JavaScript without a picture."""
    return f"export const functions = null;\nexport const picture = null;\nexport const why = {json.dumps(why)};\n"
