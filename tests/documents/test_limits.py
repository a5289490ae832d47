"""A document says how long one formula was looked at, and how it gets more time."""

from lemmata.cli import main

LONG = r"$\sum_{i=1}^{n} \sum_{j=1}^{n} \frac{\sin(ij)}{i^2 + j^2 + x^2} = \prod_{k=1}^{n} \cos(kx)^2 + e^{-x}$"


def test_a_formula_without_an_answer_within_its_time_is_undecided(tmp_path, capsys):
    file = tmp_path / "x.md"
    file.write_text(f"Then $1 + 1 = 2$.\n\n{LONG}\n")
    assert main(["check", "--explain", "--no-cache", "--formula-limit", "0.1", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "no answer within 0.1 s" in shown and "--formula-limit SECONDS" in shown
