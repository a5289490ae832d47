"""Conventions on which authors differ, and which a project or a document sets: layout, base of the log, ddof."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

# as it is written -> (field, what may be written, and what the scope of a reader calls it)
KEYS: dict[str, tuple[str, dict[str, Any]]] = {
    "layout": ("layout", {"numerator": "row", "denominator": "column"}),
    "log-base": ("log", {"e": "e", "2": "2", "10": "10"}),
    "ddof": ("ddof", {"0": 0, "1": 1}),
}
SETTLED = "settled"  # the option of a scope that names those which are no mere habit of the text
OTHERS = "others"  # and what else they might be: in words, and as options
_WORDS = {"layout": "derivatives in {} layout", "log-base": "log to base {}", "ddof": "ddof = {}"}
LONGEST = 60  # characters of a word in a message
_PAIR = re.compile(r"(?P<key>[\w-]+)\s*[=:]\s*(?P<value>[\w.]+)|(?P<other>[^\s,;]+)")


class SettingError(ValueError):
    """A setting that is not understood; the message says where, what, and what is meant perhaps."""


@dataclass(frozen=True)
class Conventions:
    """What a project or document has settled; "" where it leaves a convention open.

    >>> Conventions.read({"layout": "denominator", "log-base": 2}).said
    'derivatives in denominator layout, log to base 2'
    """

    layout: str = ""
    log_base: str = ""
    ddof: str = ""

    @classmethod
    def read(cls, table: Mapping[str, Any], where: str = "") -> Conventions:
        """From keys and values, as a TOML table or a comment has them. Raises SettingError."""
        found: dict[str, str] = {}
        for key, value in table.items():
            if key not in KEYS:
                raise SettingError(f"{where}no convention {quoted(key)}{nearest(key, KEYS)} (known: {', '.join(KEYS)})")
            allowed = KEYS[key][1]
            text = str(value)
            if text not in allowed or isinstance(value, bool | float):
                raise SettingError(f"{where}{key} = {quoted(value)} is not known; write one of {', '.join(allowed)}")
            found[key.replace("-", "_")] = text
        return cls(**found)

    @classmethod
    def parse(cls, text: str) -> Conventions:
        """From `layout=denominator log-base=2 ddof=1`. Raises SettingError."""
        table: dict[str, Any] = {}
        for match in _PAIR.finditer(text):
            if match["other"]:
                raise SettingError(f"{quoted(match['other'])} is no convention; write, for example, layout=denominator "
                                   "log-base=2 ddof=1")
            table[match["key"]] = match["value"]
        if not table:
            raise SettingError("no convention is named; write, for example, layout=denominator log-base=2 ddof=1")
        return cls.read(table)

    def over(self, other: Conventions) -> Conventions:
        """These, and those of the other that are open here."""
        return Conventions(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})

    @property
    def set(self) -> dict[str, str]:
        """What is settled, as it is written."""
        values = {key: getattr(self, key.replace("-", "_")) for key in KEYS}
        return {key: value for key, value in values.items() if value}

    @property
    def options(self) -> dict[str, Any]:
        """As the scope of a reader has them; nothing where nothing is set."""
        if not self:
            return {}
        others = tuple((f"with {_WORDS[key].format(other)}", {KEYS[key][0]: meaning}) for key, value in self.set.items()
                       for other, meaning in KEYS[key][1].items() if other != value)
        return {**{KEYS[key][0]: KEYS[key][1][value] for key, value in self.set.items()},
                SETTLED: tuple(KEYS[key][0] for key in self.set), OTHERS: others}

    @property
    def said(self) -> str:
        return ", ".join(_WORDS[key].format(value) for key, value in self.set.items())

    def __bool__(self) -> bool:
        return bool(self.set)


def quoted(value: object) -> str:
    """A word or another value of an author in a message, cut where it is long.

    >>> quoted("ignroe"), quoted(2.0), len(quoted("x" * 1000))
    ("'ignroe'", '2.0', 62)
    """
    return repr(value[:LONGEST - 1] + "…" if isinstance(value, str) and len(value) > LONGEST else value)


def nearest(name: str, known: Mapping[str, Any] | list[str]) -> str:
    """`; did you mean 'ignore'?`, or nothing where no known name is near."""
    found = get_close_matches(name, list(known), 1, 0.6) if len(name) <= LONGEST else []
    return f"; did you mean {found[0]!r}?" if found else ""
