"""Fuzzing that is guided by coverage, by hand: `pip install atheris`, and then

    python -m tests.fuzz.guided latex -max_total_time=600 [folder of texts to begin with]

with one of latex, formats, functions, text. Atheris is no dependency, as it is built for few versions of Python; what
it finds becomes a row of a test. Anything but the errors that a reader may raise ends it, with the input in a file, as
does an input that takes 30 seconds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

try:
    import atheris
except ImportError:  # whatever collects modules may import this one
    atheris = None
    watching: AbstractContextManager[object] = nullcontext()
else:
    watching = atheris.instrument_imports(include=["lemmata.documents.formats", "lemmata.engine.readers"])

with watching:
    from tests.fuzz.test_documents import PARSERS, assert_read
    from tests.fuzz.test_readers import in_document, refused

    from lemmata.engine.expr import symbol
    from lemmata.engine.ops.shapes import ShapeError
    from lemmata.engine.readers.errors import ReadError
    from lemmata.engine.readers.functions import read_call, read_code
    from lemmata.engine.readers.text import read_text

SUFFIXES = sorted(PARSERS)


def any_format(data: bytes) -> None:
    """The first byte says which."""
    assert_read(data[1:].decode("utf-8", "surrogateescape"), SUFFIXES[(data or b"\0")[0] % len(SUFFIXES)])


def function(data: bytes) -> None:
    """Every function that a source defines, of a matrix, vectors and numbers."""
    try:
        code = read_code([data.decode("utf-8", "replace")])
    except ReadError as error:
        assert error.message
        return
    for defined in code.functions.values():
        shapes = (["n"], [], ["m", "n"])
        given = {p.name: symbol(p.name, shapes[place % 3]) for place, p in enumerate(defined.parameters)}
        try:
            read_call(code, defined, given)
        except (ReadError, ShapeError) as error:
            assert str(error)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "latex": lambda data: in_document(data.decode("utf-8", "replace")),
    "formats": any_format,
    "functions": function,
    "text": lambda data: refused(read_text, data.decode("utf-8", "replace")),
}


if __name__ == "__main__":
    if atheris is None:
        sys.exit("pip install atheris")
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup([*sys.argv, "-timeout=30", "-rss_limit_mb=3000"], target)
    atheris.Fuzz()
