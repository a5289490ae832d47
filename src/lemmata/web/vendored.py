"""Where the scripts of others lie: KaTeX beside the pages (since the package was built), Plotly's in its wheel."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path


def katex() -> Path:
    """The folder of KaTeX's script, style sheet, fonts and licence.

    Raises `FileNotFoundError` where the package is run from a folder that was never built.

    >>> (katex() / "katex.min.js").is_file()
    True
    """
    folder = Path(__file__).parent / "static" / "vendor" / "katex"
    if not (folder / "package.json").is_file():
        raise FileNotFoundError(f"KaTeX is missing in {folder}: it is fetched from npm when Lemmata is built; "
                                "reinstall it with a connection (pip install --force-reinstall --no-deps lemmata, or "
                                "in a clone pip install -e .)")
    return folder


def plotly() -> Path:
    """Plotly's own script, which its Python package brings along.

    Raises `FileNotFoundError` where it does not.

    >>> plotly().name
    'plotly.min.js'
    """
    spec = find_spec("plotly")
    where = Path(spec.origin).parent if spec and spec.origin else Path("plotly")
    script = where / "package_data" / "plotly.min.js"
    if not script.is_file():
        raise FileNotFoundError(f"Plotly's script is missing in {script}: reinstall plotly "
                                "(pip install --force-reinstall plotly)")
    return script


@cache
def plotly_style_ids() -> list[str]:
    """The ids of elements with which a page says that Plotly needs to insert no style sheet of that id.

    Its bundle inserts one for maps, which a strict policy refuses with an error in the console, unless an element has
    the id that the style sheet would get: a page with Plotly has an empty element, `<meta id=...>`, for each.
    `plotly.js-style-global` is not among them, it is for rules that are needed: Plotly inserts these one by one, and
    allowedly, into a style sheet of this server where a `<link>` with this id refers to one.

    >>> all(re.fullmatch("[0-9a-f]{64}", id) for id in plotly_style_ids())
    True
    """
    return sorted(set(re.findall(r'getElementById\("([0-9a-f]{64})"\)', plotly().read_text(encoding="utf-8"))))
