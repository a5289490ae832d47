"""The accuracy of formulas and functions, as data, text, pictures and on the command line."""

import json
import math

import numpy as np
import pytest
import scipy.special
from tests.optional import need_target

import lemmata as lm
from lemmata.cli import main


def softplus():
    return lm.parse("log(1 + exp(x))", "x: real")


def test_bits_of_the_naive_form_and_of_its_program():
    naive, program = (softplus().accuracy(form=form, points=300) for form in ("written", "program"))
    assert naive.mean > 8 and naive.worst == 64 and naive.overflow > 0.1 and naive.underflow > 0.005 and naive.nan == 0
    assert program.mean < 0.5 and program.worst < 3 and program.blame == ()
    assert np.array_equal(naive.truth.known[0].high[0], program.truth.known[0].high[0])


@pytest.mark.parametrize("dtype, bits", [("float64", 64), ("float32", 32), ("bfloat16", 16), ("float16", 16)])
def test_every_dtype(dtype, bits):
    found = lm.parse("1 - cos(x)", "x: real").accuracy(dtype, where="x: values(0.001)", points=2)
    assert found.worst > bits / 6 and found.worst <= bits
    exact = lm.parse("x/3", "x: real").accuracy(dtype, points=100)
    assert exact.worst <= 1


def test_value_and_gradient_together():
    found = softplus().accuracy(grad="x", where="x: values(1000)", points=3)
    assert [(p.name, p.mean) for p in found.parts] == [("value", 64), ("gradient by x", 64)]
    assert found.nan == 1 and found.overflow == 1
    assert softplus().accuracy(grad="x", where="x: values(1000)", points=3, form="program").worst == 0


def test_sizes_are_told_apart():
    found = lm.parse("log(sum(exp(x)))", "x: real[n]").accuracy(where="x: normal(0, 200)", points=80)
    assert [p.name for p in found.parts] == ["n = 1", "n = 2", "n = 10", "n = 1000"]
    assert found.parts[-1].mean > found.parts[0].mean > 0


def test_zeros_of_probabilities_have_a_value():
    found = lm.parse("-sum(p*log(p))", "p: simplex[n]").accuracy(points=240)
    assert found.nan > 0.02 and found.blame[0].kind == "invalid" and found.unsamplable == 0


def test_what_has_no_value_is_unsamplable():
    found = lm.parse("1/(x - x)", "x: real").accuracy(points=20)
    assert (found.points, found.unsamplable) == (0, 20) and math.isnan(found.mean) and found.blame == ()
    assert "20 points unsamplable" in str(found) and found.as_dict()["mean"] == "nan"


def test_huge_arguments_of_sines_are_sampled():
    found = lm.parse("sin(x)", "x: real").accuracy(where="x: floats(1e290, 1e308)", points=20)
    assert found.points == 20 and found.worst <= 1


def test_as_data():
    found = softplus().accuracy(where="x: normal(0, 30)", points=50)
    data = json.loads(found.json())
    assert data["points"] == 50 and data["mean"] == found.mean and data["blame"][0]["operation"] == "1 + exp(x)"
    assert data["where"] == "x: normal(0, 30)" and found.as_dict() == softplus().accuracy(
        where="x: normal(0, 30)", points=50).as_dict()
    assert softplus().accuracy(where="x: normal(0, 30)", points=50, seed=1).mean != found.mean


def test_text_and_html():
    found = softplus().accuracy(where="x: normal(0, 30)", points=200)
    text = str(found)
    assert "log(1 + exp(x))" in text and "absorption" in text and "█" in text and f"mean {found.mean:.2f}" in text
    assert max(map(len, text.splitlines())) <= 100
    page = found._repr_html_()
    assert "<svg" in page and "absorption" in page and "<script" not in page


@pytest.mark.parametrize("backend", ["plotly", "matplotlib"])
def test_pictures(backend):
    found = lm.parse("x*y - x", "x: real, y: unit").accuracy(points=60)
    assert found.plot(backend=backend) is not None and found.plot("y", backend=backend) is not None
    with pytest.raises(ValueError, match="no variable 'z'"):
        found.plot("z")


FUNCTIONS = [
    (np.log1p, "log(1 + x)", "x: positive", 0, 1.1),
    (scipy.special.xlogy, "x*log(y)", "x: nonnegative, y: positive", 0, 2),
    (lambda x: np.log(1 + x), "log(1 + x)", "x: positive", 60, 64),
    (lambda x: math.log(1 + math.exp(x)), "log(1 + exp(x))", "x: real", 64, 64),
    (lambda y, x: x - y, "x - y", "x: real, y: real", 0, 0),  # by name
]


@pytest.mark.parametrize("function, text, declared, least, most", FUNCTIONS)
def test_functions(function, text, declared, least, most):
    found = lm.accuracy(function, text, declared, points=150)
    assert least <= found.worst <= most and found.blame == ()


def test_functions_of_pytorch_and_jax():
    need_target("torch")
    import jax
    import torch

    for function in (torch.nn.functional.softplus, jax.nn.softplus):
        for dtype in ("float32", "bfloat16"):
            found = lm.accuracy(function, "log(1 + exp(x))", dtype=dtype, where="x: normal(0, 20)", points=100)
            assert found.worst <= 2
    naive = lm.accuracy(lambda x: torch.log(torch.sum(torch.exp(x))), "log(sum(exp(x)))", "x: real[n]", dtype="float32",
                        where="x: normal(200, 1), n: 3", points=5)
    assert naive.overflow == 1 and naive.form == "<lambda> (torch)"


def test_what_is_wrong_is_said():
    with pytest.raises(ValueError, match="no dtype 'int8'; choose from float64"):
        softplus().accuracy("int8")
    with pytest.raises(ValueError, match="no form 'fast'; choose from written, program"):
        softplus().accuracy(form="fast", points=2)
    with pytest.raises(ValueError, match="takes the arrays of no library; numpy: TypeError"):
        lm.accuracy(lambda: 0, "x + 1", points=2)
    with pytest.raises(TypeError, match="'x' is no function"):
        lm.accuracy("x", "x + 1")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no bits to lose"):
        lm.parse("x < 1", "x: real").accuracy(points=2)
    with pytest.raises(ValueError, match="f is a function"):
        lm.parse("f(x)", "x: real, f: function").accuracy(points=2)


def test_on_the_command_line(capsys):
    options = ["--dtype", "float32", "--where", "x: normal(0, 30)", "--points", "100"]
    assert main(["accuracy", "log(1+exp(x))", "x: real", *options]) == 0
    assert "absorption" in capsys.readouterr().out
    assert main(["accuracy", "-x", "--format", "json", "--points", "5"]) == 0
    assert json.loads(capsys.readouterr().out)["worst"] == 0
    assert main(["accuracy", "1/(x-x)", "x: real", "--points", "5"]) == 2
    assert main(["accuracy", "x", "x: real", "--dtype", "int8"]) == 2
    assert "write float64, float32" in capsys.readouterr().err
