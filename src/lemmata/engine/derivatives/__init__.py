"""Derivatives: reverse accumulation over arrays; gradient, Jacobian, Hessian of any rank."""

from lemmata.engine.derivatives.derivative import derivative, jvp, vjp
from lemmata.engine.derivatives.differentiate import steps
from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.derivatives.layouts import arranged
from lemmata.engine.derivatives.tidy import tidy
from lemmata.engine.derivatives.unfold import unfold

__all__ = ["NoDerivative", "arranged", "derivative", "jvp", "steps", "tidy", "unfold", "vjp"]
