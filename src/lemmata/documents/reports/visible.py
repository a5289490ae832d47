"""Text of others for a terminal: what would move its cursor, colour it or turn its rows around is shown, not done."""

from __future__ import annotations

_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CODES = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ESCAPED = {code: _NAMED.get(chr(code), f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}") for code in _CODES}
_IN_ROWS = {code: text for code, text in _ESCAPED.items() if code != 0x0A}


def visible(text: str, rows: bool = False) -> str:
    """The text with its control characters written out; with `rows` its lines stay lines.

    >>> print(visible("a\\x1b[31mb"), visible("\\x9b\\u202e\\n"))
    a\\x1b[31mb \\x9b\\u202e\\n
    """
    return text.translate(_IN_ROWS if rows else _ESCAPED)
