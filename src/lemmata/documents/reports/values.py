"""Values of a counterexample, as short as a reader can take them in; reports as data have them whole."""

from __future__ import annotations

MOST, KEPT = 12, 4  # entries of a list that are shown, and of a longer one


def shortened(value: str) -> str:
    """A value in which long lists say how many entries are left out.

    >>> shortened("[[1, 0], [0, 1]]")
    '[[1, 0], [0, 1]]'
    >>> shortened(str([0] * 64))
    '[0, 0, 0, 0, and 60 more]'
    """
    if not (value.startswith("[") and value.endswith("]")):
        return value
    entries, depth, start = [], 0, 1
    for place, char in enumerate(value[:-1]):
        depth += (char in "[(") - (char in "])")
        if char == "," and depth == 1:
            entries.append(value[start:place].strip())
            start = place + 1
    entries.append(value[start:-1].strip())
    if depth != 1 or not any(entries):  # not one list
        return value
    shown = [shortened(entry) for entry in (entries if len(entries) <= MOST else entries[:KEPT])]
    left_out = len(entries) - len(shown)
    return f"[{', '.join(shown)}{f', and {left_out} more' if left_out else ''}]"
