"""Which symbol a name stands for: its role in the scope, else the field's habits."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import DOMAINS, Expr, Shape, Size, symbol, symbols
from lemmata.engine.readers.latex.complexes import complex_value
from lemmata.engine.readers.latex.draws import NUMBERS
from lemmata.engine.readers.latex.habits import candidates
from lemmata.engine.readers.latex.lifting import SIGNS, values_in
from lemmata.engine.readers.latex.randomness import VARIABLES
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Name, Node
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.scope import Role
from lemmata.engine.readers.spelling import changing_of

SQUARE = tuple(name for name, domain in DOMAINS.items() if "square" in domain.implies)


def _domain_of(definition: Expr, role: Role) -> str:
    if definition.sort in ("variable", "event"):
        return definition.sort
    return (
        "event"
        if definition.sort == "boolean"
        else role.domain
        if role.domain and role.shape == definition.shape
        else "real"
    )


def _has_no_shape(role: Role | None) -> bool:
    """Whether a name is new, or the text only bounds its entries: "$0 \\le h_{ii} \\le 1$"."""
    return role is None or (role.shape is None and role.definition is None and role.domain != "function")


def _rank_of(domain: str) -> int | None:
    return DOMAINS[domain].rank


class Roles(State):
    """The part of the elaborator that gives names their symbols."""

    def standing(self, name: str, found: Expr) -> Value:
        """A vector as a column, unless it was written out as a row: then it is either."""
        if found.rank != 1 or name not in self.scope.options.get("rows", ()):
            return value(found)
        return Value(found, self.choices.choose(f"row:{name}", [(0, "col"), (1, "row")]))

    def named(self, name: str, node: Node) -> Value:
        """The value of a name: its definition, or a symbol of its role."""
        if name in self.symbols:
            return self.standing(name, self.symbols[name][0])
        role = self.scope.lookup(name)
        if role is not None and role.definition is not None and role.definition.sort == "distribution":
            return Value(role.definition)
        if role is not None and role.definition is not None and role.definition.sort != "function":
            meaning = self.lifted(name, role.definition)
            stand_in = symbol(name, meaning.shape, _domain_of(meaning, role))
            self.symbols[name] = (stand_in, role.source)
            self.defined[stand_in] = meaning
            return self.standing(name, stand_in)
        if role is not None and role.domain == "complex":
            listed = self.customary(name, node) if len(role.shape or ()) == 1 else None
            found = listed or complex_value(self, name, role)
            if found is not None:
                return found
            role = replace(role, domain="real")
        vague = role is not None and role.source == "prose" and name in ("mu", "sigma") and not role.shape
        # "$\bar x = 2.5$" gives a number to what is the mean all the same, where the formula has the x_i too.
        vague |= role is not None and role.source in ("habit", "formula") and not role.shape and (
            role.definition is None and name.endswith("_bar"))
        if (role is None or vague) and (found := self.customary(name, node)) is not None:
            return found
        if role is None and (changing := changing_of(name)):
            role = self.increment_role(changing)
        chosen, source = self.choices.choose(f"role:{name}", self.role_options(name, role))
        self.symbols[name] = (chosen.symbol(name), source)
        if role is not None and chosen.domain == "variable" and role.source == "prose":
            self.assumed += values_in(role.domain, self.symbols[name][0])
        return value(self.symbols[name][0])

    def increment_role(self, changing: str) -> Role:
        """The role of an increment, \\Delta A: real, of whatever sign, and of the shape that the text gives to A."""
        known = self.scope.lookup(changing)
        if known is None or DOMAINS[known.domain or "real"].sort != "real":
            return Role(None, "real", source="habit")
        return Role(known.shape, "real", source="habit" if known.source == "habit" else "prose")

    def role_options(self, name: str, role: Role | None) -> list[tuple[int, tuple[Role, str]]]:
        """(cost, role) of a name: what the scope says, else habit; an earlier formula may be overruled."""
        options: list[tuple[int, tuple[Role, str]]] = []
        random = self.scan[name].random and role is not None and role.definition is None and role.source != "declared"
        if role is not None and random and role.domain in SIGNS and role.source == "prose" and name[:1].isupper():
            # for X >= 0, E[X] ...: a random number all the same
            role = replace(role, domain="variable", shape=role.shape if role.shape == () else None)
        if role is not None and random and name in self.scan.taken and role.domain in NUMBERS:
            role = replace(role, domain="variable")
        if role is not None and random and role.domain in ("", "real") and len(role.shape or ()) == 1:
            role = replace(role, domain="variable") if name in VARIABLES else role  # X_1, ..., X_n
        events = role is not None and role.definition is None and role.source != "declared" and self.scan[name].event
        if role is not None and events and role.domain in ("", "real") and len(role.shape or ()) == 1:
            role = replace(role, domain="event") if name[:1].isupper() else role  # A_1, ..., A_n
        if name in self.scan.sequences or name in self.fixed:
            return [(0, (Role((), "natural", source="habit"), "habit"))]
        if role is None and name in self.scan.crossed and self.choices.choose("cross", [(0, False), (1, True)]):
            return [(0, (Role((Size.of(3),), "real", source="habit"), "habit"))]
        usage = self.scan[name]
        if name in self.scope.options.get("apart", ()):
            usage = replace(usage, largest=0)
        listed = role is not None and role.definition is None and len(role.shape or ()) == 1 and usage.ranks == {1}
        if role is not None and listed and usage.rows and role.domain in ("", "real") and role.source != "declared":
            assert role.shape is not None  # q_1, ..., q_n with q_i q_i^T: each of them a vector
            sizes = (self.choices.size(role.shape[0]), self.choices.size(f"?{name}1"))
            return [(0, (replace(role, shape=sizes), role.source))]
        random = role is not None and role.domain == "variable"
        habits = candidates(name, replace(usage, random=True) if random else usage)
        if role is not None and role.shape is not None:
            shape = self.shape_in_definitions(name, role) or tuple(self.choices.size(d) for d in role.shape)
            options.append((0, (replace(role, shape=shape, definition=None), role.source)))
            if role.source in ("declared", "prose"):
                return options
            if role.shape:
                options.append((1, (self.flexible(name, len(role.shape), role.domain or "real", role), role.source)))
            guessed = role.source == "habit" and not role.shape
            if guessed and habits[0][1][0]:  # x >= 0 was said of x, which is an array here
                (_, (rank, domain)), first = habits[0], options[0]
                options = [(0, (self.flexible(name, rank, domain), "habit")), (1, first[1])]
            habits = [(cost + (1 if guessed else 2), row) for cost, row in habits]
        for cost, (rank, domain) in habits:
            if role is not None and role.domain:
                fixed = _rank_of(role.domain)
                if fixed is not None and fixed != rank:
                    if cost == habits[0][0]:
                        habits_rank = fixed
                        options.append((cost, (self.flexible(name, habits_rank, role.domain, role), role.source)))
                    continue
                domain = role.domain if role.shape is None else domain
            options.append((cost, (self.flexible(name, rank, domain, role), "habit" if role is None else role.source)))
        return options

    def shape_in_definitions(self, name: str, role: Role) -> Shape:
        """The shape of an array whose sizes are open in what a name of this formula abbreviates: of L where K = L L^T.

        () where none of them tells one.
        """
        if role.definition is not None or not role.shape or not all((d.atom or "")[:1] == "?" for d in role.shape):
            return ()
        known = (self.scope.lookup(other) for other in self.scan.usage if other != name)
        inside = (s for r in known if r is not None and r.definition is not None for s in symbols(r.definition))
        return next((s.shape for s in inside if s.name == name and s.rank == len(role.shape)), ())

    def flexible(self, name: str, rank: int, domain: str, role: Role | None = None) -> Role:
        """A role whose sizes are still open."""
        square = domain in SQUARE
        dims = tuple(self.choices.size(f"?{name}{0 if square else axis}") for axis in range(rank))
        return Role(dims, domain, role.params if role else (), None, role.family if role else None, "habit")

    def array_named(self, text: str, base: Name, count: int) -> Value:
        """The array that subscripts index: w_{ij} may be an entry of W."""
        upper = text[:1].upper() + text[1:]
        if (
            count == 2
            and text != upper
            and _has_no_shape(self.scope.lookup(text))
            and (self.scope.lookup(upper) is not None or (upper in self.scan.usage and self.scan[upper].styles))
        ):
            return self.name(Name(upper, "bold", span=base.span))
        if text in self.locals:
            return self.locals[text]
        if text in self.dependent:
            return self.dependent[text]
        return self.named(text, base)

    def is_array(self, text: str) -> bool:
        """Whether x_1 is an entry of x, and not a name of its own."""
        if text in self.locals:
            return self.locals[text].rank > 0
        if text in self.scope.options.get("apart", ()):
            return False
        role = self.scope.lookup(text)
        if role is not None:
            shape = role.definition.shape if role.definition is not None else role.shape
            return bool(shape) or role.shape is None
        usage = self.scan[text]
        return (
            bool(usage.ranks)
            or bool(usage.bare and usage.largest and ("bold" in usage.styles or usage.vector))
            or (text in self.scan.listed)
        )
