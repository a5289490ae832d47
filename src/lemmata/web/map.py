"""The map of prerequisites: a lemma stands to the right of all that it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from html import escape

from lemmata.lemmas.book import chapters, lemmas
from lemmata.lemmas.lemma import Lemma

WIDE, HIGH, EDGE = 190, 22, 16  # of a column, of a row, around all
LETTERS = 22  # of a title that fit into a column
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
    tallest = max(map(len, placed))
    at = {id: (EDGE + WIDE * k, EDGE + (row + (tallest - len(column)) / 2) * HIGH + HIGH / 2)
          for k, column in enumerate(placed) for row, id in enumerate(column)}
    colour = {lemma.id: number for number, chapter in enumerate(chapters(), 1)
              for section in chapter.sections for lemma in section.lemmas}
    width, height = 2 * EDGE + WIDE * len(placed), 2 * EDGE + HIGH * tallest
    edges = [_edge(at[need], at[lemma.id], need, lemma.id) for lemma in lemmas() for need in lemma.needs]
    nodes = [_node(lemma, at[lemma.id], colour[lemma.id], to) for lemma in _in_order(placed)]
    return (f'<svg class="map" viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}" role="group" '
            f'aria-label="Map of {len(nodes)} lemmas: each stands to the right of those that it needs">'
            f'<g class="edges">{"".join(edges)}</g>{"".join(nodes)}</svg>')


def _in_order(placed: Sequence[Sequence[str]]) -> list[Lemma]:
    known = {lemma.id: lemma for lemma in lemmas()}
    return [known[id] for column in placed for id in column]


def _edge(start: tuple[float, float], end: tuple[float, float], of: str, to: str) -> str:
    x, y = start[0] + WIDE - 34, start[1]
    half = (end[0] - x) / 2
    return (f'<path d="M{x:g} {y:g}C{x + half:g} {y:g} {end[0] - half:g} {end[1]:g} {end[0] - 4:g} {end[1]:g}" '
            f'data-from="{of}" data-to="{to}"/>')


def _node(lemma: Lemma, at: tuple[float, float], colour: int, to: Callable[[str], str]) -> str:
    title = lemma.title if len(lemma.title) <= LETTERS else f"{lemma.title[:LETTERS - 1].rstrip()}…"
    return (f'<a href="{escape(to(f"lemma/{lemma.id}"))}" data-lemma="{lemma.id}" class="chapter-{colour}">'
            f'<title>{escape(lemma.title)}</title>'
            f'<rect x="{at[0]:g}" y="{at[1] - 9:g}" width="{WIDE - 34}" height="18" rx="4"/>'
            f'<text x="{at[0] + 6:g}" y="{at[1] + 4:g}">{escape(title)}</text></a>')
