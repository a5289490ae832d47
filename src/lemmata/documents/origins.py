"""Where a document says what its symbols are: for each formula what each name was taken for, and from which line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lemmata.documents.formats.blocks import Document, Formula, Segment
from lemmata.documents.language.symbols import names_in
from lemmata.engine.expr import Expr
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.writers import to_text

_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[^}]*\}")
_LONG = 60  # characters of words and values that are quoted


@dataclass(frozen=True)
class _Origin:
    """A line, and the words of it; "" where a formula says it itself."""

    line: int
    words: str = ""

    def __str__(self) -> str:
        return f'line {self.line}: "{self.words}"' if self.words else f"by the formula of line {self.line}"


class Origins:
    """What changed the meanings of names, told step by step."""

    def __init__(self, document: Document):
        self.document = document
        self.roles: dict[tuple[str, Role], _Origin] = {}
        self.premises: dict[Expr, _Origin] = {}

    def told(self, before: Scope, after: Scope, line: int, words: Sequence[Segment] = ()) -> None:
        """The scope has changed from one to the other at a line of the document's text, by words or by a formula."""
        if before is after:
            return
        origin = _Origin(self.document.place(line).line if line else 0, _quoted(words))
        for name, role in after.roles.items():
            if before.roles.get(name) != role:
                self.roles[name, role] = origin
        known = set(before.premises)
        self.premises |= {premise: origin for premise in after.premises if premise not in known}

    def of(self, formula: Formula, scope: Scope, reading: Reading | None) -> tuple[str, ...]:
        """What each name of a formula was taken for, in a scope before it; then the premises that were used."""
        read: Mapping[str, str] = reading.roles if reading is not None else {}
        own = {c.defines.name for c in reading.claims if c.defines is not None} if reading is not None else set()
        spelled = [name for name in names_in(_ENVIRONMENT.sub(" ", formula.source)) if reading is None or (
            (role := scope.lookup(name)) is not None and role.definition is not None)]
        names = [name for name in dict.fromkeys((*read, *spelled)) if name not in own]
        found = [self._name(name, scope.lookup(name), read.get(name, "")) for name in names]
        for premise in dict.fromkeys(p for c in reading.claims for p in c.premises) if reading is not None else ():
            found.append(f"given {to_text(premise)} ({self.premises.get(premise, 'in its sentence')})")
        return tuple(one for one in found if one)

    def _name(self, name: str, role: Role | None, read: str) -> str:
        kind, _, source = read.partition(" (")
        shown = name.removesuffix("_")
        if role is None:
            usual = ", as is usual for this letter" if source == "habit)" else ""
            return f"{shown}: {kind}{usual}" if kind else ""
        origin = self.roles.get((name, role))
        where = f" ({origin})" if origin is not None else ""
        if role.definition is not None:
            return f"{shown} stands for {_short(to_text(role.definition))}{where}"
        kind = kind or str(role).partition(" (")[0]
        law = f" with the law {_short(to_text(role.family))}" if role.family is not None else ""
        return f"{shown}: {kind}{law}" + (", as is usual for this letter" if role.source == "habit" else where)


def _quoted(words: Iterable[Segment]) -> str:
    text = "".join(f"${s.source}$" if isinstance(s, Formula) else s if isinstance(s, str) else "" for s in words)
    return _short(" ".join(text.split()))


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG - 1] + "…"
