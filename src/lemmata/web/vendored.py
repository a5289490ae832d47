"""Where the scripts of others lie: KaTeX beside the pages (put there when the package was built), Plotly's in its wheel."""

from __future__ import annotations

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
        raise FileNotFoundError(f"KaTeX is missing in {folder}: it is fetched from npm when Lemmata is built; reinstall "
                                "it with a connection (pip install --force-reinstall --no-deps lemmata, or in a clone "
                                "pip install -e .)")
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
