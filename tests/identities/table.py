"""True formulas of documents, and false ones beside them, each made from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.identities.laws import broken, instance, law_rows
from tests.identities.rules import equal_pair, wrong_twin
from tests.identities.terms import Printer, declarations, differ

from lemmata.documents import Finding, check_document, parse_markdown


@dataclass(frozen=True)
class Identity:
    """A true formula with the declarations of its names, and a false one next to it, or ""."""

    seed: str
    declared: str
    formula: str
    wrong: str

    def told(self, found: Finding) -> str:
        return f"{self.seed}: {found.verdict}: {found.message}\n  {self.declared}\n  {found.source}"


def of_terms(seed: int) -> Identity:
    """A random term and what random steps made of it."""
    rng = Random(seed)
    left, right = equal_pair(rng)
    twin = wrong_twin(right, rng)
    printer = Printer(rng)
    false = twin is not None and differ(left, twin, seed) > 1e-3
    return Identity(f"terms {seed}", declarations(left, right), f"{printer.at(left, 0)} = {printer.at(right, 0)}",
                    f"{printer.at(left, 0)} = {printer.at(twin, 0)}" if twin is not None and false else "")


def of_laws(place: int, seed: int) -> Identity:
    """A law of the table under other names and in another notation."""
    rng = Random(f"{place} {seed}")
    declared, left, right = instance(law_rows()[place], rng)
    wrong = "" if "0" in (left, right) else broken(left, right, rng)
    return Identity(f"law {place}, seed {seed}", declared, f"{left} = {right}", wrong)


def finding(declared: str, formula: str) -> Finding:
    """What a document that says so gets told."""
    return check_document(parse_markdown(f"<!-- lemmata: {declared} -->\n\n$${formula}$$\n")).findings[-1]
