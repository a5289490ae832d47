"""How names are spelled in every notation: as Python allows it, `lambda_`, `theta_hat`, `mu_X`."""

from __future__ import annotations

import re
from collections.abc import Container
from keyword import iskeyword


def plain_name(text: str) -> str:
    """The name; a keyword of Python gets an underscore.

    >>> plain_name("lambda"), plain_name("theta")
    ('lambda_', 'theta')
    """
    return f"{text}_" if iskeyword(text) else text


def with_label(name: str, *labels: str) -> str:
    """A name with what its accents and subscripts say.

    >>> with_label("lambda_", "hat"), with_label("mu", "X"), with_label("x", "hat", "star")
    ('lambda_hat', 'mu_X', 'x_hat_star')
    """
    return "_".join((name.removesuffix("_"), *labels))


GIVEN = "_given_"  # the bar of a label: \mu_{x|y} is mu_x_given_y
STARS = ("star", "star_star")  # labels of names of their own: x^*, f^{**}

# Signs before a name that changes, and the labels that say so; x_d would be the d-th x.
INCREMENTS = {"Delta": "Delta", "delta": "delta", "d": "change"}


def increment_of(name: str, sign: str) -> str:
    """The name of an increment, \\Delta t or dt: a label on the name that changes, as a hat is.

    >>> increment_of("t", "Delta"), increment_of("x_hat", "d")
    ('t_Delta', 'x_hat_change')
    """
    return with_label(name, INCREMENTS[sign])


def changing_of(name: str) -> str:
    """The name of what an increment changes; "" for other names.

    >>> changing_of("t_Delta"), changing_of("t_0")
    ('t', '')
    """
    base, _, label = name.rpartition("_")
    return plain_name(base) if label in INCREMENTS.values() else ""


def as_known(name: str, known: Container[str]) -> str:
    """A numbered name as it is known: x_1 is x1 where only that is declared.

    >>> as_known("x_1", {"x1"}), as_known("x_1", {"x_1", "x1"}), as_known("x_1", {"x"})
    ('x1', 'x_1', 'x_1')
    """
    if name in known:
        return name
    joined = re.sub(r"_(\d+)$", r"\1", name)
    return joined if joined in known else name
