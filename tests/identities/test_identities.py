"""True formulas by the thousand, none of which is refuted, and their false twins, none of which is proved."""

from __future__ import annotations

import pytest
from tests.identities.laws import law_rows
from tests.identities.table import Identity, finding, of_laws, of_terms

GOOD = ("proved", "agrees")
FALSE_ALARMS = ("refuted", "conditional")
BATCH = 50  # formulas of one test: a failure names its seeds


def check(identities: list[Identity]) -> None:
    found = [(one, finding(one.declared, one.formula)) for one in identities]
    assert not [one.told(f) for one, f in found if f.verdict in FALSE_ALARMS]
    open_ones = [one.told(f) for one, f in found if f.verdict not in GOOD]
    assert len(open_ones) <= 0.1 * len(identities), open_ones  # else nothing was tested
    wrong = [(one, finding(one.declared, one.wrong)) for one in identities[::5] if one.wrong]
    assert not [one.told(f) for one, f in wrong if f.verdict in GOOD]


@pytest.mark.parametrize("start", range(0, 850, BATCH))
def test_random_terms_that_are_equal(start: int) -> None:
    check([of_terms(seed) for seed in range(start, start + BATCH)])


@pytest.mark.parametrize("seed", range(3))
def test_laws_under_other_names_and_notations(seed: int) -> None:
    check([of_laws(place, seed) for place in range(len(law_rows()))])


@pytest.mark.slow  # 10,000 formulas take about a quarter of an hour
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("start", range(1000, 8000, 500))
def test_thousands_of_random_terms(start: int) -> None:
    check([of_terms(seed) for seed in range(start, start + 500)])


@pytest.mark.slow  # the table of laws forty times over
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(3, 43))
def test_laws_under_many_names_and_notations(seed: int) -> None:
    check([of_laws(place, seed) for place in range(len(law_rows()))])
