"""The incomplete beta function as a function that emitted code brings with it: PyTorch has none, and JAX's gives
probabilities above 1 for large parameters and has no slopes by them.

By the trapezoidal rule, which converges exponentially where the integrand dies out at both ends (Trefethen and
Weideman, The exponentially convergent trapezoidal rule, 2014), on a scale that the parameters tell: so it takes as many
nodes for any of them, and is differentiable by all of them. Terms are arranged such that none cancels: what is in front
of the integral as in Loader's density of the binomial law (Fast and accurate computation of binomial probabilities,
2000).
"""

from __future__ import annotations

from collections.abc import Sequence

BETA = '''def incomplete_beta(a, b, x, upper=False):
    """The integral of t**(a - 1) (1 - t)**(b - 1) / B(a, b) from 0 to x, or x to 1: at t = x exp(-u), over log(u)."""
    def series(z):
        """log(1 + z) - z of small z, by powers of r = z / (2 + z)"""
        r, total = z / (2 + z), 0
        square = r * r
        for k in (13, 11, 9, 7, 5, 3):
            total = (total + 2 / k) * square
        return r * (total - z)

    def rest(a, one, gap):
        """a log(one) - gap of one = 1 + gap / a"""
        near, most = abs(gap) < 0.1 * a, float({m}.finfo(one.dtype).max)
        return {m}.where(near, a * series({m}.where(near, gap / a, 0.0)),
                           a * {m}.log({m}.where(near, 1.0, {m}.where(one < most, one, most))) - gap)

    def stirling(z):
        """lgamma(z) without (z - 1/2) log(z) - z + log(2 pi) / 2"""
        small, w = {m}.where(z < 15, z, 15.0), 1 / {m}.where(z > 15, z, 15.0)
        plain = {lgamma}(small) - (small - 0.5) * {m}.log(small) + small - math.log(2 * math.pi) / 2
        far = w * (1 / 12 - w**2 * (1 / 360 - w**2 * (1 / 1260 - w**2 * (1 / 1680 - w**2 / 1188))))
        return {m}.where(z > 15, far, plain)

    a, b, x = {broadcast}(a, b, x)
    y = 1 - x
    if upper:
        a, b, x, y = b, a, y, x
    inside = (x > 0) & (y > 0)
    end = {m}.where(x < 0.5, b * {m}.where(inside, 0.5, x)**a, 1 - a * {m}.where(inside, 0.5, y)**b)
    end = {m}.where((x < 0) | (y < 0), math.nan, end)
    x, y = {m}.where(inside, x, 0.5), {m}.where(inside, y, 0.5)
    scaled = y * {m}.where(a > 1, a, 1.0)
    turned = ((b > 1) | (scaled**b < 0.1)) & (x * b > y * a)  # from the other end, beyond the mean, where less is there
    a, b = {m}.where(turned, b, a), {m}.where(turned, a, b)
    x, y = {m}.where(turned, y, x), {m}.where(turned, x, y)
    n, gap, odds = a + b, x * b - y * a, x / y
    front = rest(a, x / a * n, gap) + rest(b, y / b * n, -gap) + stirling(n) - stirling(a) - stirling(b)
    front = front + ({m}.log(a / n) + {m}.log(b) - math.log(2 * math.pi)) / 2 - {m}.log(y)
    more, slope = a + 1, a + 1 - (b - 1) * odds  # the integral for a + 1, and what it is more for a
    bend = {m}.sqrt({m}.where(b > 1, b - 1, 0.0) * odds) * {m}.sqrt(1 + odds)
    width = {fixed}(1 / {m}.minimum(more, {m}.where(slope > 0, slope, 0.0) + bend))  # no matter to the integral
    unit = {m}.minimum(width, {fixed}(1 / odds))
    start, total = -3.6, 0
    step = ({m}.log(80 * width / unit) - start) / 120
    nodes = {m}.arange(121, dtype=x.dtype{place}).reshape(-1, *[1] * x.ndim)
    for some in {parts}
        v = start + some * step
        u = unit * {m}.exp(v - {m}.exp(-v))
        w = -{m}.expm1(-u)
        near = (u < 0.1) & (odds * w < 0.1)
        t, z = {m}.where(near, w, 0.0), {m}.where(near, odds * w, 0.0)
        small = more * series(-t) + (b - 1) * series(z) - slope * t
        power = {m}.where(near, small, (b - 1) * {m}.log1p(odds * w) - more * u)
        total = total + ({m}.exp(power + v - {m}.exp(-v)) * (1 + {m}.exp(-v))).sum(0)
    found = {m}.exp(front) / a * (y + x * n * unit * total * step)
    return {m}.where(inside, {m}.where(turned, 1 - found, found), end)'''

SPELLED = {
    "jnp": {"lgamma": "jax.lax.lgamma", "broadcast": "jnp.broadcast_arrays", "fixed": "jax.lax.stop_gradient",
            "place": "", "parts": "[nodes]:"},
    "torch": {"lgamma": "torch.lgamma", "broadcast": "torch.broadcast_tensors", "fixed": "torch.detach",
              "place": ", device=x.device", "parts": "torch.split(nodes, 1 + 2**16 // (1 + x.numel())):"
              "  # all at once, but of large arrays"},
}


def used_beta(lines: Sequence[str], module: str) -> list[str]:
    """The function, in the spelling of a library, where lines call it."""
    if not any("incomplete_beta(" in line for line in lines):
        return []
    return [BETA.format(m=module, **SPELLED[module])]
