"""The reader's own documents: those of a folder, or one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lemmata.documents import DocumentError, find_documents

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


@dataclass(frozen=True)
class Shelf:
    """A folder, and the documents that are found in it, by their path below it."""

    root: Path
    documents: tuple[str, ...]

    def path(self, name: str) -> Path:
        """The file of a document. Raises DocumentError for what is none of these."""
        if name not in self.documents:
            raise DocumentError(f"no document {name!r} in {self.root}")
        return self.root / name

    def picture(self, name: str) -> Path:
        """A picture that stands in the folder. Raises DocumentError for anything else."""
        found = (self.root / name).resolve()
        if found.suffix.lower() not in PICTURES or not found.is_relative_to(self.root.resolve()) or not found.is_file():
            raise DocumentError(f"no picture {name!r} in {self.root}")
        return found


def shelf(path: Path) -> Shelf:
    """The documents of a folder, or one file.

    Raises DocumentError where there is none.
    """
    if path.is_file():
        return Shelf(path.parent, (path.name,))
    if not path.is_dir():
        raise DocumentError(f"{path}: no file and no folder; name one that is there")
    found = tuple(sorted(p.relative_to(path).as_posix() for p in find_documents(path)))
    if not found:
        raise DocumentError(f"{path}: no documents (.md, .ipynb, .tex) in this folder; name another one")
    return Shelf(path, found)
