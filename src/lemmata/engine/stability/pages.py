"""An accuracy as HTML for notebooks: the numbers, bars of bits along the input, and which operation loses them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from lemmata.engine.stability.profiles import Profile, number_short, profile
from lemmata.engine.stability.texts import LEAST, MOST
from lemmata.engine.writers import html

if TYPE_CHECKING:
    from lemmata.engine.stability.accuracy import Accuracy

WIDE, HIGH, COUNT = 560, 120, 80


def page(accuracy: Accuracy) -> str:
    about = f"{accuracy.vars}; {accuracy.dtype}, {accuracy.form}, {accuracy.points:,} points"
    numbers = [f"{v:.2f}" for v in (accuracy.mean, accuracy.median, accuracy.quantile(0.9), accuracy.worst)]
    shares = [f"{v:.1%}" for v in (accuracy.overflow, accuracy.underflow, accuracy.nan)]
    header = ["mean bits lost", "median", "90%", "worst", "infinite in error", "zero", "NaN", "unsamplable"]
    parts = [html.line(f"<code>{escape(accuracy.formula)}</code>"), html.line(escape(about), "color: gray"),
             html.table([html.row([*numbers, *shares, f"{accuracy.unsamplable:,}"])], header)]
    found = profile(accuracy)
    if found is not None and accuracy.worst > 0:
        parts.append(_bars(found, accuracy.format.bits))
    rows = [html.row([f"{b.share:.0%}", f"<code>{escape(b.operation)}</code>", escape(b.kind), escape(b.why),
                      escape(", ".join(f"{n} = {v}" for n, v in b.at.items()))])
            for b in accuracy.blame[:MOST] if b.share >= LEAST]
    parts += [html.line("bias: " + escape("; ".join(epsilon.text))) for epsilon in accuracy.epsilons]
    if rows:
        parts.append(html.table(rows, ["of the loss", "operation", "kind", "why", "for example"]))
    return html.block(*parts)


def _bars(found: Profile, top: int) -> str:
    means = np.nan_to_num(found.bins(COUNT))
    width = WIDE / COUNT
    bars = "".join(f'<rect x="{k * width:.1f}" y="{HIGH * (1 - m / top):.1f}" width="{width:.1f}" '
                   f'height="{HIGH * m / top:.1f}"/>' for k, m in enumerate(means) if m > 0)
    ends = [escape(number_short(found.value(end))) for end in (found.low, found.high)]
    words = (f'<text x="0" y="{HIGH + 14}">{ends[0]}</text>'
             f'<text x="{WIDE / 2}" y="{HIGH + 14}" text-anchor="middle">{escape(found.label)}</text>'
             f'<text x="{WIDE}" y="{HIGH + 14}" text-anchor="end">{ends[1]}</text>')
    return (f'<svg viewBox="0 0 {WIDE} {HIGH + 20}" width="{WIDE}" role="img" aria-label="bits lost against '
            f'{escape(found.label)}"><g fill="#2563eb">{bars}</g><line x1="0" y1="{HIGH}" x2="{WIDE}" y2="{HIGH}" '
            f'stroke="gray"/><g font-size="11" fill="gray">{words}</g></svg>')
