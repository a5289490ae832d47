"""All codes of findings, and how a user names some of them: a code, its beginning, or its name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from lemmata.documents.codes import ALL as VERDICTS
from lemmata.documents.codes import Code
from lemmata.documents.conventions import SettingError
from lemmata.documents.lints.catalogue import BY_CODE

_GROUPS = "FCMD"  # in this order


def catalogue() -> dict[str, Code]:
    """The records by code, those of formulas first."""
    every = (*VERDICTS, *BY_CODE.values())
    return {code.code: code for code in sorted(every, key=lambda c: (_GROUPS.find(c.code[0]), c.code))}


def codes_named(name: str, where: str = "") -> set[str]:
    """The codes that one name means: `F102`, `F1`, `F`, `conditional-formula`, or `ALL`. Raises SettingError.

    >>> codes_named("F103"), codes_named("refuted-formula")
    ({'F103'}, {'F101'})
    """
    known = catalogue()
    wanted = name.strip()
    if wanted.upper() == "ALL":
        return set(known)
    found = {code for code in known if wanted and code.startswith(wanted.upper())}
    found |= {code for code, record in known.items() if record.name == wanted.lower().replace("_", "-")}
    if not found:
        alike = [code for code in known if wanted[:1].upper() == code[0]]  # of the same group before any other
        names = [record.name for record in known.values()]
        near = (get_close_matches(wanted.upper(), alike, 1, 0.5) or get_close_matches(wanted.lower(), names, 1, 0.5)
                or get_close_matches(wanted.upper(), known, 1, 0.5))
        maybe = f"; did you mean {near[0]}?" if near else ""
        raise SettingError(f"{where}no code {name!r}{maybe} (lemmata explain lists all)")
    return found


def codes_of(names: Iterable[str], where: str = "") -> set[str]:
    """The codes that any of the names means; each may be several with commas between. Raises SettingError."""
    return {code for name in names for one in name.split(",") if one.strip() for code in codes_named(one, where)}
