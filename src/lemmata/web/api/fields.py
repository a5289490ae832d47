"""What requests and answers are made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from lemmata.web.limits import FORMULA

FormulaText = Annotated[str, Field(
    min_length=1, max_length=FORMULA, description="A formula in Python's notation or LaTeX.",
    examples=["sum((X @ w - y)**2) / m"])]
Variables = Annotated[str | None, Field(
    max_length=FORMULA, description="Declarations of the formula's names; where they are left out, shapes are inferred "
                                    "from use.", examples=["X: real[m n], w: real[n], y: real[m]"])]
Syntax = Annotated[Literal["python", "latex", "auto"], Field(
    description="The notation; auto takes what has a backslash, ^ or { for LaTeX.")]
Wrt = Annotated[str | None, Field(
    max_length=FORMULA, description="The variable to differentiate by, or an entry of it (`w[0]`); left out: the most "
                                    "likely one.", examples=["w"])]

Layout = Annotated[Literal["numerator", "denominator"] | None, Field(
    description="Which way round a matrix of derivatives stands; left out: the axes of the function, then those of the "
                "variable.")]


class Asked(BaseModel):
    """The fields of a request; one that is unknown is an error."""

    model_config = ConfigDict(extra="forbid")


class Written(BaseModel):
    """A formula in both notations."""

    text: str = Field(description="In Python's notation, which the API reads again.", examples=["2*x"])
    latex: str = Field(description="In LaTeX, without dollar signs.", examples=["2 x"])


class Shown(Written):
    """The same, and as one would write it by hand: to be looked at."""

    shown: str = Field(description="In LaTeX as in books, which need not be read back: e^{-x}, \\sigma(x).",
                       examples=["e^{-x}"])


class Variable(BaseModel):
    """A name of a formula."""

    name: str = Field(examples=["X"])
    declaration: str = Field(examples=["real[m n]"])
    domain: str = Field(examples=["real"])
    shape: list[str] = Field(description="Sizes of the axes; empty for a number.", examples=[["m", "n"]])
    meaning: str = Field(examples=["a matrix with m rows and n columns of real numbers"])
    inferred: bool = Field(description="Whether the request left it open.")
    derivable: bool = Field(description="Whether a derivative can be taken by it.")
