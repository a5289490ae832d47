"""What is decided of a formula after declarations and earlier formulas, as in a document."""

from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.latex import read_latex, scope_after
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict, decide_readings

HOLDS = ("proved", "agrees")


def decided(declarations: str, *formulas: str) -> Verdict:
    """The verdict on the last formula."""
    scope = Scope().with_options(document=True)
    for s in parse_declarations(declarations).values():
        scope = scope.declare(s.name, Role(s.shape, s.domain, s.params))
    for earlier in formulas[:-1]:
        scope = scope_after(scope, read_latex(earlier, scope)[0])
    return decide_readings(list(read_latex(formulas[-1], scope)))[0]
