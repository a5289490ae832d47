"""No page links to what is not there, and none is heavy: the pages of a chapter (the whole site below browser/)."""

from __future__ import annotations

from tests.web.crawling import dead
from tests.web.served import Client, application

from lemmata.lemmas import lemmas
from lemmata.web.building import paths
from lemmata.web.site import STATIC

CHAPTER = "implementation-notes"


def test_the_pages_of_a_chapter_link_to_what_is_there() -> None:
    known = set(paths())
    within = {f"lemma/{lemma.id}" for lemma in lemmas() if lemma.chapter == CHAPTER}
    chosen = [path for path in known if path in ("", "start", "map") or path in within
              or path.startswith(f"chapter/{CHAPTER}")]
    client = Client(application(still=True))
    answers = {path: client.get(f"/{path}") for path in chosen}
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert {path: len(answer.content) for path, answer in answers.items() if len(answer.content) > 300_000} == {}
    pages = {f"{path}/" if path else "": answer.text for path, answer in answers.items()}

    def there(target: str) -> bool:
        made = target == "static/vendor/plotly.min.js" or target.rstrip("/") in known
        return made or (STATIC / target.removeprefix("static/")).is_file()

    assert len(pages) > 10
    assert list(dead(pages, there)) == []


def test_what_is_not_there_is_told() -> None:
    pages = {"": '<a href="./a/#x">',
             "a/": '<p id="y"><a href="../b/"><a href="https://example.org/"><i data-picture="c.js">'}
    assert list(dead(pages, {"", "a/"}.__contains__)) == [
        "/ links to ./a/#x, where nothing has this id", "/a/ loads /c.js, which is not there",
        "/a/ links to ../b/, which is not there"]
