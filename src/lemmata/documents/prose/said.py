"""What a sentence says of symbols."""

from __future__ import annotations

from dataclasses import dataclass, field

from lemmata.documents.prose.kinds import Kind
from lemmata.documents.prose.stacked import Stacked


@dataclass(frozen=True)
class About:
    """What a sentence says of one symbol; shape and rank None where it says nothing of them.

    argument: the shape of a function's argument; positive: an integer that is at least 1; square: a matrix
    whose sizes the words do not name; regular: invertible, beside what the domain says; entries: whether it is named
    by its entries alone, `x_1, ..., x_n`; each: the shape of each of them, `x_i \\in \\mathbb{R}^d`
    """

    shape: tuple[str, ...] | None = None
    rank: int | None = None
    domain: str = ""
    argument: tuple[str, ...] | None = None
    positive: bool = False
    square: bool = False
    regular: bool = False
    entries: bool = False
    each: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spelled:
    """A formula that words spell out, where these words stand, and the domain that they give its names."""

    source: str
    span: tuple[int, int]
    domain: str = ""
    names: tuple[str, ...] = ()


@dataclass
class Said:
    """What a sentence says of symbols, which of them are independent, and which conventions it names.

    independent_here: groups that are so under a condition of this sentence ("if $X$ and $Y$ are independent")

    opaque: names of which the words say what no domain expresses ("convex", "unit vector"), with these words
    laws: formulas that the words spell out: `X \\sim \\mathcal{N}(0, 1)` for "a standard normal variable $X$",
    `P = \\operatorname{Bernoulli}(p)` for "a Bernoulli distribution $P$ with parameter $p$"
    kinds: what all arrays of a rank are in this sentence; laws_here: such that hold in this sentence only
    unread: conditions of this sentence that were not understood; standing: such that hold on behind it
    renewed: names that are introduced here, whatever they were before; alike: groups with the same law
    lasting_base: whether every plain log of the text has the base that it names
    sets: names that are called sets, whatever their members are
    stacked: rows and columns of matrices
    shaped: kinds of functions that are convex, increasing, quadratic, ...; shaped_here: in this sentence only
    """

    said: dict[str, About] = field(default_factory=dict)
    independent: list[tuple[str, ...]] = field(default_factory=list)
    independent_here: list[tuple[str, ...]] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    lasting_base: bool = False
    sets: list[str] = field(default_factory=list)
    laws: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    laws_here: list[str] = field(default_factory=list)
    opaque: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    renewed: set[str] = field(default_factory=set)
    alike: list[tuple[str, ...]] = field(default_factory=list)
    stacked: list[Stacked] = field(default_factory=list)
    shaped: dict[str, str] = field(default_factory=dict)
    shaped_here: dict[str, str] = field(default_factory=dict)
