"""What the left side of a definition defines: a name, entries, a function, a step of a sequence."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.engine.readers.latex.entropies import BINARY
from lemmata.engine.readers.latex.function_families import each, place_of
from lemmata.engine.readers.latex.parameters import is_parameter
from lemmata.engine.readers.latex.randomness import chance_head
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.stated import Stated
from lemmata.engine.readers.latex.subscripts import INDEX_LETTERS, indices, is_index, items_of, label, unstarred
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Product, Relation, Script, walk
from lemmata.engine.readers.spelling import STARS, as_known, with_label

COUNTS = frozenset("ndmhN")  # n_{kv} of them: no entries


def head_of(run: Stated, node: Node) -> tuple[str, str, list[Node]] | None:
    """What could be defined: (kind, name, parts); kind: name, entries, function, components (of its value), step."""
    if isinstance(node, Name):
        if node.style in ("bb", "symbol") or (
            node.text in ("e", "pi", "I") and run.scope.lookup(node.text) is None and node.text != run.renamed
        ):
            return None
        return "name", node.text, []
    if isinstance(node, Script) and node.sub is not None and any(isinstance(n, Relation) for n in walk(node.sub)):
        return None
    if isinstance(node, Script) and isinstance(node.base, Name) and (not node.primes or is_primed(run, node)):
        text = with_label(node.base.text, *["prime"] * node.primes)
        if isinstance(node.sup, Name) and node.sup.text in STARS:
            text = with_label(text, node.sup.text)
        elif isinstance(node.sup, Group) and node.sup.open == "(" and len(node.sup.items) == 1:
            inner = node.sup.items[0]
            if node.sub is None and run.e.is_sequence(text, [inner]):
                return "step", text, [inner]
            if node.sub is None and isinstance(inner, Name) and is_index(inner, ()):
                return "entries", text, [inner]
            return None
        elif node.sub is None and isinstance(node.sup, Name) and node.sup.text in run.e.scan.layers:
            return "step", text, [node.sup]
        elif (
            isinstance(node.sup, Num)
            and node.sup.text == "2"
            and (node.sub is None or indices(node.sub, ()) is None)
        ):
            return "square", labelled_name(run, text, node.sub), []
        elif node.sup is not None:
            return None
        if node.sub is None:
            return "name", text, []
        parts = run.e.indices_of(node.sub)
        if parts and not any(isinstance(p, Num) for p in parts) and run.e.scan.is_sequence(text):
            return "step", text, parts  # also where the place is the end of a sum
        if parts is None or all(
            isinstance(p, Num) or (isinstance(p, Name) and (p.text in run.e.scan.sizes or p.text in run.e.dims))
            for p in parts
        ):
            return "name", labelled_name(run, text, node.sub), []
        if run.e.is_sequence(text, parts):
            return "step", text, parts
        letters = [p.text for p in parts if isinstance(p, Name)]
        if len(letters) == len(parts) == len(set(letters)):
            label_only = is_number(run, text) or (len(letters) > 1 and text in COUNTS and not {*letters} & {"i", "j"})
            return ("name", labelled_name(run, text, node.sub), []) if label_only else ("entries", text, parts)
        return None
    if (whole := component_of(run.e, node)) is not None:
        return "components", whole.name, list(whole.group.items)
    if isinstance(node, Product) and len(node.factors) == 2 and isinstance(node.factors[1], Group):
        base, group = node.factors
        assert isinstance(group, Group)
        base = unstarred(base)
        if isinstance(base, Name) and base.text in run.e.tables:
            return None
        density = run.e.density_name(base, group)
        if density is not None and all(is_parameter(i) for i in group.items):
            return "function", density, list(group.items)
        if (
            isinstance(base, Name)
            and not chance_head(base, group, base)
            and not (base.text in ("Re", "Im") and base.style == "upright")
            and not (base.text == "Gamma" and len(group.items) == 1 and run.scope.lookup("Gamma") is None)
            and group.open in ("(", "[")
            and group.items
            and all(s == "," or s == ";" for s in group.separators)
        ) and all(is_parameter(i) for i in group.items):
            return "function", base.text, list(group.items)
        if (
            isinstance(base, Script)
            and isinstance(base.base, Name)
            and isinstance(base.sup, Group)
            and base.sub is None
            and (isinstance(base.sup.items[0], Name))
            and all(is_parameter(i) for i in group.items)
        ):
            return "family", base.base.text, []
        if (
            isinstance(base, Script)
            and isinstance(base.base, Name)
            and base.sup is None
            and not base.primes
            and (
                group.open == "("
                and base.sub is not None
                and set(group.separators) <= {",", ";"}
                and all(is_parameter(i) for i in group.items)
                and group.items
                and not is_binary_entropy(base, group)
                and not is_partial(run, base, len(group.items))
            )
        ):
            return "function", labelled_name(run, base.base.text, base.sub), list(group.items)
    return None


def is_partial(run: Stated, head: Script, arguments: int) -> bool:
    """f_{xy} of a known f(x, y), taken at as many arguments: its partial derivative, and no name of its own."""
    assert isinstance(head.base, Name) and head.sub is not None
    role = run.scope.lookup(head.base.text)
    if role is None or role.definition is None or role.definition.sort != "function":
        return False
    names = run.e.parameter_names(head.base.text, role.definition)
    by = [p.text if isinstance(p, Name) else "" for p in items_of(head.sub)]
    return len(names) == arguments > 1 and bool(by) and all(letter in names for letter in by)


def is_number(run: Stated, name: str) -> bool:
    """Whether a name is known as a number: beside $d = 512$ the k of $d_k = 64$ is a label."""
    role = run.scope.lookup(name)
    return role is not None and role.shape == () and role.domain in ("", "real", "natural", "positive") and (
        role.definition is None and role.source == "formula")


def is_binary_entropy(head: Script, group: Group) -> bool:
    """H_b(p), H_2(p): known everywhere, so that an equation claims something of it."""
    assert isinstance(head.base, Name)
    text = "" if head.sub is None else label(head.sub)
    only = group.items[0] if len(group.items) == 1 else None
    return head.base.text in ("H", "h") and text in BINARY and isinstance(only, Name) and only.text[:1].islower()


def is_primed(run: Stated, node: Script) -> bool:
    """W' as a name of its own, and no derivative."""
    assert isinstance(node.base, Name)
    return node.sub is None and node.sup is None and not run.e.is_function_name(node.base.text)


def labelled_name(run: Stated, text: str, sub: Node | None) -> str:
    """A name with its label, as the scope spells it."""
    return text if sub is None else as_known(with_label(text, label(sub)), run.scope.roles)


@dataclass(frozen=True)
class Member:
    """A function of a family, or a component of one, on the left of its definition: its letter, what it is taken of,
    the name of all."""

    letter: str
    group: Group
    name: str


def component_of(e: State, node: Node) -> Member | None:
    """What a function with values that are vectors is defined by, f(x)_i and [f(x)]_i."""
    if isinstance(node, Script) and isinstance(node.base, Group) and node.base.open == "[":
        script, factors = node, _factors_in(node.base)
    elif isinstance(node, Product) and isinstance(node.factors[-1], Script):
        script, factors = node.factors[-1], (*node.factors[:-1], node.factors[-1].base)
    else:
        return None
    head, group = factors if len(factors) == 2 else (None, None)
    if not isinstance(head, Name) or head.style not in ("italic", "bold") or not isinstance(group, Group):
        return None
    plain = group.open == "(" and all(is_parameter(i) for i in group.items) and not chance_head(head, group, head)
    place = script.sub if plain and script.sup is None and not script.primes else None
    if not isinstance(place, Name) or place.style != "italic" or place.text not in INDEX_LETTERS:
        return None
    return None if place.text in e.indices or place.text in e.dims else Member(place.text, group, head.text)


def _factors_in(group: Group) -> tuple[Node, ...]:
    """The factors of what stands alone in brackets."""
    inner = group.items[0] if len(group.items) == 1 else None
    return inner.factors if isinstance(inner, Product) else ()


def member_of(e: State, node: Node) -> Member | None:
    """What a family is defined by, f_i(x); None where the index may be a label."""
    if (whole := component_of(e, node)) is not None:
        return whole
    if not isinstance(node, Product) or len(node.factors) != 2:
        return None
    head, group = node.factors
    if not isinstance(head, Script) or not isinstance(head.base, Name) or head.primes or not isinstance(group, Group):
        return None
    place = place_of(head)
    if not isinstance(place, Name) or place.style != "italic" or place.text not in INDEX_LETTERS:
        return None
    taken = place.text in e.indices or place.text in e.dims or e.is_label_value(place.text)
    if taken or e.scope.lookup(with_label(head.base.text, place.text)) is not None:
        return None
    return Member(place.text, group, each(head.base.text))
