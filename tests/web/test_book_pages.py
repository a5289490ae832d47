"""The map, the notation, the addresses."""

import xml.etree.ElementTree as ET

import pytest

from lemmata.lemmas.book import lemmas
from lemmata.web.building import paths
from lemmata.web.map import columns, drawn
from lemmata.web.notation import notation
from lemmata.web.site import Site


def test_a_lemma_stands_to_the_right_of_its_needs() -> None:
    place = {id: k for k, column in enumerate(columns()) for id in column}
    assert set(place) == {lemma.id for lemma in lemmas()}
    assert all(place[need] < place[lemma.id] for lemma in lemmas() for need in lemma.needs)


def test_the_map_is_a_picture_with_a_link_for_each() -> None:
    tree = ET.fromstring(drawn(lambda page: page))
    links = [element.get("href") for element in tree.iter("a")]
    assert sorted(links) == sorted(f"lemma/{lemma.id}" for lemma in lemmas())
    assert len(tree.findall(".//path")) == sum(len(lemma.needs) for lemma in lemmas())


def test_signs_have_a_meaning() -> None:
    known = {lemma.id for lemma in lemmas()}
    for signs in notation().values():
        for sign in signs:
            assert sign["latex"] and sign["python"] and sign["about"]
            assert all(id in known for id, _ in sign["lemmas"])
    assert {"declarations", "elementary", "linear_algebra", "probability"} <= set(notation())


@pytest.mark.parametrize(("page", "target", "address"), [
    ("", "lemma/entropy", "./lemma/entropy/"), ("map", "", "../"), ("lemma/norm", "static/style.css",
    "../../static/style.css"),
    ("chapter/calculus/optima", "lemma/a#picture", "../../../lemma/a/#picture"), ("map", "start", "../start/"),
])
def test_addresses_of_files(page: str, target: str, address: str) -> None:
    assert Site(still=True).links(page)(target) == address


def test_no_address_is_written_twice() -> None:
    all_paths = list(paths())
    assert len(all_paths) == len(set(all_paths))
