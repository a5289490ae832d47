"""The map of prerequisites: a lemma stands to the right of all that it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from textwrap import wrap

from lemmata.lemmas.book import chapters, lemmas
from lemmata.lemmas.lemma import Lemma

WIDE, GAP, EDGE = 206, 6, 16  # of a column, between lemmas, around all
BOX, LINE = WIDE - 34, 12  # of a lemma, of a line of its title
LETTERS = 27  # of a title that fit into a line
ROUNDS = 12


@cache
def columns() -> tuple[tuple[str, ...], ...]:
    """The ids by the longest chain of lemmas that each needs, those that belong together near each other.

    >>> [len(column) > 0 for column in columns()][:2]
    [True, True]
    """
    depth: dict[str, int] = {}
    known = {lemma.id: lemma for lemma in lemmas()}

    def of(id: str) -> int:
        if id not in depth:
            depth[id] = 1 + max((of(need) for need in known[id].needs), default=-1)
        return depth[id]

    found: dict[int, list[str]] = defaultdict(list)
    for lemma in lemmas():
        found[of(lemma.id)].append(lemma.id)
    ordered = [found[k] for k in sorted(found)]
    linked: dict[str, set[str]] = defaultdict(set)
    for lemma in lemmas():
        for need in lemma.needs:
            linked[lemma.id].add(need)
            linked[need].add(lemma.id)
    for _ in range(ROUNDS):  # each to the middle of those it is joined to
        place = {id: k / len(column) for column in ordered for k, id in enumerate(column)}
        for column in ordered:
            middle = {id: sum(place[o] for o in linked[id]) / len(linked[id]) if linked[id] else place[id]
                      for id in column}
            column.sort(key=lambda id: middle[id])
    return tuple(map(tuple, ordered))


def drawn(to: Callable[[str], str]) -> str:
    """The map as SVG; a lemma is a link in the colour of its chapter."""
    placed = columns()
    titles = {lemma.id: wrap(lemma.title, LETTERS) for lemma in lemmas()}
    high = {id: LINE * len(lines) + 8 for id, lines in titles.items()}
    tallest = max(_length(column, high) for column in placed)
    at: dict[str, tuple[float, float]] = {}
    for k, column in enumerate(placed):
        y = EDGE + (tallest - _length(column, high)) / 2
        for id in column:
            at[id] = EDGE + WIDE * k, y + high[id] / 2
            y += high[id] + GAP
    colour = {lemma.id: number for number, chapter in enumerate(chapters(), 1)
              for section in chapter.sections for lemma in section.lemmas}
    width, height = 2 * EDGE + WIDE * len(placed), 2 * EDGE + tallest
    edges = [_edge(at[need], at[lemma.id], need, lemma.id) for lemma in lemmas() for need in lemma.needs]
    nodes = [_node(lemma, titles[lemma.id], at[lemma.id], colour[lemma.id], to) for lemma in _in_order(placed)]
    return (f'<svg class="map" viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}" role="group" '
            f'aria-label="Map of {len(nodes)} lemmas: each stands to the right of those that it needs">'
            f'<g class="edges">{"".join(edges)}</g>{"".join(nodes)}</svg>')


def _length(column: Sequence[str], high: Mapping[str, float]) -> float:
    return sum(high[id] for id in column) + GAP * (len(column) - 1)


def _in_order(placed: Sequence[Sequence[str]]) -> list[Lemma]:
    known = {lemma.id: lemma for lemma in lemmas()}
    return [known[id] for column in placed for id in column]


def _edge(start: tuple[float, float], end: tuple[float, float], of: str, to: str) -> str:
    x, y = start[0] + BOX, start[1]
    half = (end[0] - x) / 2
    return (f'<path d="M{x:g} {y:g}C{x + half:g} {y:g} {end[0] - half:g} {end[1]:g} {end[0] - 4:g} {end[1]:g}" '
            f'data-from="{of}" data-to="{to}"/>')


def _node(lemma: Lemma, lines: Sequence[str], at: tuple[float, float], colour: int, to: Callable[[str], str]) -> str:
    tall, first = LINE * len(lines) + 8, at[1] + 4 - LINE / 2 * (len(lines) - 1)
    words = "".join(f'<tspan x="{at[0] + 6:g}" y="{first + LINE * k:g}">{escape(line)}</tspan>'
                    for k, line in enumerate(lines))
    return (f'<a href="{escape(to(f"lemma/{lemma.id}"))}" data-lemma="{lemma.id}" class="chapter-{colour}">'
            f'<rect x="{at[0]:g}" y="{at[1] - tall / 2:g}" width="{BOX}" height="{tall}" rx="4"/>'
            f'<text>{words}</text></a>')
