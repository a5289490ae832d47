"""A diagnosis as text: the lines with what they lose, the bits before and after, the diff."""

from __future__ import annotations

import linecache
from typing import TYPE_CHECKING

from lemmata.engine.stability.diagnosing.edits import relative

if TYPE_CHECKING:
    from lemmata.engine.stability.diagnosing.diagnosis import Diagnosis, Line


def text(diagnosis: Diagnosis) -> str:
    """As a compiler would say it.

    Lines of the same place come once.
    """
    d, format = diagnosis, diagnosis.data.format
    entry = " (the worst entry)" if d.expr.shape else ""
    head = f"{d.name} in {format.name}: {_number(d.found)} where {_number(d.true)} is true{entry}, " \
           f"{_bits(d.bits)} of {format.bits} bits lost"
    if d.clean:
        head = f"{d.name} in {format.name}: {_number(d.found)}{entry}, {_bits(d.bits)} of {format.bits} bits lost; " \
               "nothing but rounding"
    seen = "; ".join(f"{rows} of {of} along {name} looked at" for name, rows, of in d.data.parts)
    parts = [head + (f"\n({seen})" if seen else "")]
    shown = None
    for line in d.lines:
        said = _line(line, line.place == shown)
        if line.place == shown:
            parts[-1] += "\n" + said
        else:
            parts.append(said)
        shown = line.place
    if d.patches:
        parts.append(f"with the stable form: {_bits(d.after)} bits lost\n\n{d.patch}".rstrip())
    elif d.lines:
        parts.append("no form is known that keeps them")
    parts += ["; ".join(epsilon.text) for epsilon in d.epsilons]
    return "\n\n".join(parts) + "\n"


def _line(line: Line, again: bool) -> str:
    place, loss = line.place, line.loss
    number = f"{place.line:>5} │ "
    source = linecache.getline(place.file, place.line).rstrip()
    end = place.end_column if place.end_line == place.line else len(source.encode())
    margin = " " * (len(number) - 2) + "│ "
    marks = " " * len(source.encode()[:place.column].decode()) + "^" * max(1, len(
        source.encode()[place.column:end].decode()))
    said = f"{margin}{loss.kind}, {_bits(loss.bits)} bits: {loss.why}"
    if again:
        return said
    where = f"{relative(place.file)}:{place.line}, in {place.function}"
    return "\n".join([where, number + source, margin + marks, said])


def _number(value: float) -> str:
    return f"{value:.9g}"


def _bits(bits: float) -> str:
    return f"{bits:.1f}".removesuffix(".0")
