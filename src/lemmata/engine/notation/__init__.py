"""The normal form for reading: sums of products over indices, written as matrices where there is a way to."""

from lemmata.engine.notation.readable import readable
from lemmata.engine.notation.runnable import runnable
from lemmata.engine.notation.wholes import whole

__all__ = ["readable", "runnable", "whole"]
