r"""LaTeX documents as pages: what makes sense of a text on a screen (sections, lists, theorems) is shown as such.

No TeX is run. What is not known stays as it is written, so that nothing of a document is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_INSIDE = r"\{([^{}]*)\}"
_WORDS = {"textbf": "strong", "emph": "em", "textit": "em", "textsl": "em", "texttt": "code", "underline": "u"}
_HEADS = {"chapter": "h2", "section": "h2", "subsection": "h3", "subsubsection": "h4", "paragraph": "h4"}
_LISTS = {"itemize": "ul", "enumerate": "ol", "description": "ul"}
_VERBATIM = re.compile(r"\\begin\{(verbatim|lstlisting|minted)\*?\}(?:\[[^\]]*\])?(.*?)\\end\{\1\*?\}", re.DOTALL)
# Environments around a formula that was cut out, and what sets things on paper only.
_GONE = re.compile(
    r"\\(?:begin|end)\{(?:equation|align|gather|multline|eqnarray|displaymath|math|document|center|figure|table"
    r"|flushleft|minipage)\*?\}(?:\[[^\]]*\])?|\\label\{[^{}]*\}|\\(?:maketitle|noindent|centering|newpage|clearpage"
    r"|tableofcontents|bigskip|medskip|smallskip|appendix)(?![a-zA-Z])"
    r"|\\(?:vspace|hspace|bibliographystyle|bibliography|input|include)\*?\{[^{}]*\}")
_BREAKS = re.compile(r"\n\s*\n|(?=<h\d>)|(?<=</h\d>)|(?=</?(?:ul|ol|section))|(?<=</ul>)|(?<=</ol>)|(?<=</section>)")
_SIGNS = (("``", "“"), ("''", "”"), ("---", "—"), ("--", "–"), ("~", "\u00a0"), (r"\ldots", "…"), (r"\dots", "…"),
          (r"\%", "%"), (r"\$", "$"), (r"\#", "#"), (r"\_", "_"), (r"\{", "{"), (r"\}", "}"), (r"\&amp;", "&amp;"))


def rendered(text: str) -> str:
    r"""The HTML of a LaTeX text, in which marks stand for formulas.

    >>> rendered("\\section{On \\emph{norms}}\nOne.\n\nTwo, see \\ref{eq}.")
    '<h2>On <em>norms</em></h2>\n<p>One.</p>\n<p>Two, see (eq).</p>'
    """
    preamble, begin, body = text.partition(r"\begin{document}")
    if not begin:
        preamble, body = "", text
    title = re.search(rf"\\title{_INSIDE}", preamble + body)
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(f"<pre class='code'><code>{escape(found[2].strip(chr(10)), quote=False)}</code></pre>")
        return f"\n\n\ue002{len(kept) - 1}\ue003\n\n"

    body = _VERBATIM.sub(keep, body.partition(r"\end{document}")[0])
    body = re.sub(r"(?<!\\)%.*\n?", "", body)
    body = re.sub(rf"\\(?:title|author|date){_INSIDE}", "", body)
    shown = _marked(escape(_GONE.sub("", body), quote=False))
    html = "\n".join(_paragraph(part) for part in _BREAKS.split(shown) if part.strip())
    html = re.sub("<p>\ue002(\\d+)\ue003</p>", lambda mark: kept[int(mark[1])], html)
    head = f"<h1>{_marked(escape(title[1], quote=False))}</h1>\n" if title else ""
    first = f"<details><summary>Preamble</summary><pre>{escape(preamble.strip(), quote=False)}</pre></details>\n"
    return f"{first if preamble.strip() else ''}{head}{html}"


def _marked(text: str) -> str:
    """Commands as marks of HTML, from the innermost outwards."""
    text = _replaced(rf"\\({'|'.join(_WORDS)}){_INSIDE}", lambda f: f"<{_WORDS[f[1]]}>{f[2]}</{_WORDS[f[1]]}>", text)
    for name, tag in _HEADS.items():
        text = _replaced(rf"\\{name}\*?{_INSIDE}", rf"\n\n<{tag}>\1</{tag}>\n\n", text)
    for name, tag in _LISTS.items():
        text = re.sub(rf"\\begin\{{{name}\}}(?:\[[^\]]*\])?", f"<{tag}>", text)
        text = text.replace(rf"\end{{{name}}}", f"</{tag}>")
    text = re.sub(r"\\item(?:\[([^\]]*)\])?\s*", lambda found: f"<li>{found[1] or ''} ".replace("<li> ", "<li>"), text)
    text = re.sub(r"\\begin\{([a-zA-Z]+)\*?\}(?:\[([^\]]*)\])?", _opened, text)
    text = re.sub(r"\\end\{[a-zA-Z]+\*?\}", "</section>", text)
    text = re.sub(rf"\\(?:eq|auto|c|C)?ref{_INSIDE}", r"(\1)", text)
    text = re.sub(rf"\\cite[tp]?\*?(?:\[[^\]]*\])?{_INSIDE}", r"[\1]", text)
    text = re.sub(rf"\\href{_INSIDE}{_INSIDE}", r"\2", re.sub(rf"\\url{_INSIDE}", r"\1", text))
    text = re.sub(r"\\\\(?:\[[^\]]*\])?", "<br>", text)
    for written, sign in _SIGNS:
        text = text.replace(written, sign)
    return text


def _replaced(pattern: str, by: str | Callable[[re.Match[str]], str], text: str) -> str:
    """Also where one stands in another."""
    while (again := re.sub(pattern, by, text)) != text:
        text = again
    return text


def _opened(found: re.Match[str]) -> str:
    """A theorem, a proof, an abstract: its name goes first."""
    name = f" ({found[2]})" if found[2] else ""
    return f"<section class='environment'><strong>{found[1].capitalize()}{name}.</strong> "


def _paragraph(part: str) -> str:
    part = part.strip()
    return part if part.startswith(("<h", "<ul", "<ol", "</", "<section")) else f"<p>{part}</p>"
