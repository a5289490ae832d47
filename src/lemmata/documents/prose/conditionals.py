"""Laws under a condition: `X \\mid N \\sim \\mathrm{Bin}(N, p)`, "given $X = x$ let $Y \\sim \\mathcal N(x, 1)$".

With the law of what stands behind the bar they are a joint law: the parameter is the random variable itself. A second
law of a variable that has one, as the posterior `\\theta \\mid k \\sim ...`, is a claim about both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.language.symbols import symbol_list

_NAME = r"\\?[A-Za-z]+(?:_\{?\w+\}?)?"
_BAR = re.compile(r"\s*(?P<left>[^|=<>]+?)\s*(?:\\(?:mid|vert|given)\b|(?<!\\)\|)\s*"
                  r"(?P<given>[^|{}()\[\]]+?(?:\{[^{}]*\}[^|{}()\[\]]*?)*)\s*\\sim(?P<law>.+)", re.DOTALL)
_EVENT_BAR = re.compile(r"\s*(?P<left>[^|=<>]+?)\s*(?:\\(?:mid|vert|given)\b|(?<!\\)\|)\s*(?P<given>.+)", re.DOTALL)
_TOKEN = re.compile(r"\\(?:math\w+|operatorname|text\w*|boldsymbol)\s*\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z](?:_\{?\w+\}?)?")
_VALUE = re.compile(rf"\s*(?P<name>{_NAME})\s*=\s*(?P<value>{_NAME})\s*")
_GIVEN = re.compile(r"\b(?:given(?: that)?|conditional(?:ly)? on|conditioned on|conditioning on)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Joint:
    """A law under a condition read as a joint one; left, given: the names on both sides of the bar."""

    source: str
    left: tuple[str, ...]
    given: tuple[str, ...]


def joint_law(source: str, values: Mapping[str, str] | None = None) -> Joint | None:
    """A formula that states a law under a condition, with the variables for their values; None for another one.

    >>> joint_law(r"Y \\mid X = x \\sim \\mathcal N(x, 1)").source
    'Y \\\\sim \\\\mathcal N(X, 1)'
    """
    bar = _BAR.fullmatch(source)
    known = dict(values or {})
    given: list[str] = []
    if bar is None:
        left, _, law = source.partition("\\sim")
        if not law or not known:
            return None
    else:
        left, law = bar["left"], bar["law"]
        for part in bar["given"].split(","):
            if pair := _VALUE.fullmatch(part):
                known[pair["value"]] = pair["name"]
            given += [one.name for one in symbol_list(part.split("=")[0])]
    changed = _TOKEN.sub(lambda m: known.get(m[0], m[0]), law)
    if bar is None and changed == law:
        return None
    return Joint(f"{left.strip()} \\sim {changed.strip()}", tuple(n.name for n in symbol_list(left)), tuple(given))


def under_event(source: str) -> tuple[str, ...]:
    """The variables that a law is given for where an event happens: X of `X \\mid Z = 1 \\sim \\mathcal N(a, 1)`.

    What law they have otherwise it does not say.

    >>> under_event(r"X \\mid Z = 1 \\sim F"), under_event(r"X \\mid Z = z \\sim F"), under_event(r"X \\mid Z \\sim F")
    (('X',), (), ())
    """
    front, sim, _ = source.partition("\\sim")
    bar = _EVENT_BAR.fullmatch(front)
    if not sim or bar is None:
        return ()
    parts = (part for part in bar["given"].split(",") if re.search(r"[=<>{]|\\(?:in|[gl]eq?|ne)\b", part))
    events = [part for part in parts if (not _VALUE.fullmatch(part) and "{" not in re.sub(r"_\{\w+\}", "", part))
              or "\\{" in part]
    return tuple(n.name for n in symbol_list(bar["left"])) if events else ()


def fixed_values(sentence: Sequence[Segment]) -> dict[int, dict[str, str]]:
    """For the formulas behind "given $X = x$" of a sentence, the variables by their values; none for that itself.

    Nothing where no law rests on such a value.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> fixed_values(parse_markdown("Given $X = x$ let $Y \\\\sim F(x)$").blocks[0].segments)
    {1: {}, 3: {'x': 'X'}}
    """
    found: dict[int, dict[str, str]] = {}
    known: dict[str, str] = {}
    for k, segment in enumerate(sentence):
        if not isinstance(segment, Formula):
            continue
        before = sentence[k - 1] if k else ""
        pair = _VALUE.fullmatch(segment.source)
        if pair and isinstance(before, str) and _GIVEN.search(before) and pair["name"].lower() != pair["name"]:
            known[pair["value"]] = pair["name"]
            found[k] = {}
        elif known:
            found[k] = dict(known)
    used = any(values and joint_law(one.source, values) is not None for k, values in found.items()
               if isinstance(one := sentence[k], Formula))
    return found if used else {}
