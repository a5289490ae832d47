"""Functions of arrays that emitted code brings with it: sums that carry along what each operation rounds off."""

from __future__ import annotations

import re
from collections.abc import Sequence

SUM = '''def compensated_sum(x):
    """The sum over the last axis; what each addition of two rounds off is added at the end."""
    lost = 0
    while x.shape[-1] > 1:
        if x.shape[-1] % 2:
            x = {m}.concatenate([x, {m}.zeros_like(x[..., :1])], axis=-1)
        a, b = x[..., 0::2], x[..., 1::2]
        x = a + b
        other = x - a
        error = (a - (x - other)) + (b - other)
        lost = lost + {m}.sum({m}.where({m}.isfinite(x), error, {m}.zeros_like(error)), axis=-1)
    return {m}.sum(x, axis=-1) + lost'''

DOT = '''def compensated_dot(x, y):
    """The sum over the last axis of x * y; factors are halved, so that products are exact, and added up with errors."""
    digits = round(1 - math.log2({m}.finfo(x.dtype).eps))

    def halves(x):
{half}
        return high, x - high

    product, (x1, x2), (y1, y2) = x * y, halves(x), halves(y)
    zero, finite = {m}.zeros_like(product), {m}.isfinite(product)
    parts = [(x1 * y1, product), (x1 * y2, zero), (x2 * y1, zero), (x2 * y2, zero)]
    return compensated_sum({m}.concatenate([{m}.where(finite, part, other) for part, other in parts], axis=-1))'''

# The first half of the digits of a number. It has no derivative: the second half changes with the number.
SPLIT = '''        part, exponent = {m}.frexp({x})
        high = {m}.ldexp({m}.trunc(part * 2.0 ** (digits // 2)), exponent - digits // 2)'''
HALF = {
    "np": SPLIT.replace("{x}", "x"),
    "jnp": SPLIT.replace("{x}", "jax.lax.stop_gradient(x)"),
    "torch": '''        integers = {2: torch.int16, 4: torch.int32, 8: torch.int64}[x.element_size()]
        high = (x.detach().view(integers) & -(1 << (digits - digits // 2))).view(x.dtype)''',
}


def used_helpers(lines: Sequence[str], module: str) -> list[str]:
    """The functions that lines call, in the spelling of a library."""
    code = "\n".join(lines)
    dot = re.search(r"\bcompensated_dot\(", code)
    found = [SUM] if dot or re.search(r"\bcompensated_sum\(", code) else []
    return [text.replace("{half}", HALF[module]).replace("{m}", module) for text in [*found, *([DOT] if dot else [])]]
