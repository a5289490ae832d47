"""The bytes of a file that may be a document; what is none is refused before it is read."""

from __future__ import annotations

import codecs
from pathlib import Path

from lemmata.documents.formats.blocks import DocumentError

MAX_BYTES = 20_000_000
_FEW = 100  # a file is text where not more than one in so many bytes is NUL


def read_bytes(path: str | Path) -> bytes:
    """What a file holds. Raises DocumentError where it is missing, no file (a pipe never ends), or too long."""
    path = Path(path)
    try:
        if path.exists() and not path.is_file():
            raise DocumentError(f"{path}: is no file of text, but a folder, a pipe or a device")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise _too_long(path, size)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DocumentError(f"{path}: can't be read: {(error.strerror or str(error)).lower()}") from error
    if len(data) > MAX_BYTES:  # it grew
        raise _too_long(path, len(data))
    return data


def read_text(path: str | Path) -> str:
    """The text of a file. Raises DocumentError where it is none, or not UTF-8."""
    data = read_bytes(path)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise DocumentError(f"{path}: is UTF-16; save the file as UTF-8")
    if data[:8192].count(0) * _FEW > len(data[:8192]):
        raise DocumentError(f"{path}: is a binary file, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8; "
                            "save the file as UTF-8") from error


def _too_long(path: Path, size: int) -> DocumentError:
    return DocumentError(f"{path}: {size / 1e6:.0f} MB is too long; split it into files of up to "
                         f"{MAX_BYTES / 1e6:.0f} MB")
