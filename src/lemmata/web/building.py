"""The pages as files: everything but what needs the engine at hand, to be put on any host of files."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx

from lemmata.lemmas import lemmas
from lemmata.lemmas.book import chapters
from lemmata.web import vendored
from lemmata.web.app import create_app
from lemmata.web.limits import LIMITS
from lemmata.web.shelf import Shelf
from lemmata.web.site import STATIC

Progress = Callable[[int, int], None]


def build(target: Path, shelf: Shelf | None = None, progress: Progress = lambda done, all: None) -> list[str]:
    """Write the site into a folder; what it held of an earlier one is replaced. The paths that were left out, and why.

    Raises FileExistsError where the folder holds something that is no such site.
    """
    if target.exists() and any(target.iterdir()) and not (target / "static" / "style.css").exists():
        raise FileExistsError(f"{target} holds files that are not from here; name an empty folder, or a new one")
    for name in FOLDERS:
        shutil.rmtree(target / name, ignore_errors=True)
    target.mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC, target / "static", dirs_exist_ok=True)
    shutil.copy(vendored.plotly(), target / "static" / "vendor" / "plotly.min.js")
    (target / ".nojekyll").touch()  # some hosts leave out what begins with an underscore otherwise
    return asyncio.run(_written(target, shelf, progress))


FOLDERS = ("static", "lemma", "chapter", "panel", "data", "picture", "figure", "bound", "notebook", "document", "start",
           "map", "notation", "documents")


def paths(shelf: Shelf | None = None) -> Iterator[str]:
    """The addresses of all pages, and of what they load."""
    yield from ("", "start", "map", "notation", "search.json", "static/runtime.js")
    for chapter in chapters():
        yield from (f"chapter/{chapter.name}", f"panel/{chapter.name}/README.json")
        for section in chapter.sections:
            name = f"{chapter.name}/{section.name}"
            yield from (f"chapter/{name}", f"panel/{name}.json", f"notebook/{name}.ipynb")
    for lemma in lemmas():
        yield from (f"lemma/{lemma.id}", f"notebook/{lemma.id}.ipynb", f"bound/{lemma.id}.json",
                    f"picture/{lemma.id}.js", f"figure/{lemma.id}.json")
    if shelf is not None:
        yield "documents"
        for name in shelf.documents:
            yield from (f"document/{name}", f"panel/document/{name}.json")


async def _written(target: Path, shelf: Shelf | None, progress: Progress) -> list[str]:
    limits = replace(LIMITS, queue=10_000, patience=3600.0, rate=1e9, burst=10**9)
    app = create_app(shelf, still=True, limits=limits)
    left_out: list[str] = []
    async with app.router.lifespan_context(app), httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://site", timeout=None) as client:
        waiting = list(paths(shelf))
        count, done = len(waiting), 0

        async def write(path: str) -> list[str]:
            nonlocal done
            answer = await client.get(f"/{path}")
            more: list[str] = []
            if answer.status_code != 200:
                left_out.append(f"{path}: {answer.status_code}")
            else:
                _put(target, path, answer.content)
                if re.fullmatch(r"panel/.*\.json", path) and isinstance(rows := answer.json(), dict):
                    name = path.removeprefix("panel/").removesuffix(".json")
                    more = [one for number, row in rows.items() if any(
                        re.search(r"\W", term["text"]) for term in row["terms"])
                            for one in (f"panel/{name}/{number}.json", f"panel/{name}/{number}.js",
                                        f"data/{name}/{number}.js")]
            done += 1
            progress(done, count)
            return more

        while waiting:
            found = await _together(write, waiting, 2 * limits.processes)
            waiting = [path for more in found for path in more]
            count += len(waiting)
    return left_out


async def _together(work: Callable[[str], Awaitable[list[str]]], paths: list[str], most: int) -> list[list[str]]:
    """A few at a time, in order."""
    places = asyncio.Semaphore(most)

    async def one(path: str) -> list[str]:
        async with places:
            return await work(path)

    return list(await asyncio.gather(*map(one, paths)))


def _put(target: Path, path: str, content: bytes) -> None:
    """A page becomes the index of its folder."""
    folder = "." not in path.rsplit("/", 1)[-1] or path.startswith("document/")
    place = target / path / "index.html" if folder else target / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
