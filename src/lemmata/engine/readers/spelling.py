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


def as_known(name: str, known: Container[str]) -> str:
    """A numbered name as it is known: x_1 is x1 where only that is declared.

    >>> as_known("x_1", {"x1"}), as_known("x_1", {"x_1", "x1"}), as_known("x_1", {"x"})
    ('x1', 'x_1', 'x_1')
    """
    if name in known:
        return name
    joined = re.sub(r"_(\d+)$", r"\1", name)
    return joined if joined in known else name
