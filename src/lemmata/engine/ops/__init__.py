"""Operations, one record each, in tables by field; importing this room registers them all."""

from lemmata.engine.ops import arithmetic, operators  # noqa: F401
from lemmata.engine.ops import families, probability  # noqa: F401
from lemmata.engine.ops.record import OPS, Op, apply, as_expr, register
from lemmata.engine.ops.shapes import ShapeError

__all__ = ["OPS", "Op", "ShapeError", "apply", "as_expr", "register"]
