"""The incomplete beta function, which PyTorch has not, as a function that emitted code brings with it.

By the trapezoidal rule, which converges exponentially where the integrand dies out at both ends (Trefethen and
Weideman, The exponentially convergent trapezoidal rule, 2014), on a scale that the parameters tell: so it takes as many
nodes for any of them, and is differentiable by all of them. Terms are arranged such that none cancels: what is in front
of the integral as in Loader's density of the binomial law (Fast and accurate computation of binomial probabilities,
2000).
"""

BETA = '''def incomplete_beta(a, b, x):
    """The integral of t**(a - 1) (1 - t)**(b - 1) / B(a, b) from 0 to x: at t = x exp(-u), over v = log(u)."""
    def series(z):
        """log(1 + z) - z of small z, by powers of r = z / (2 + z)"""
        r, total = z / (2 + z), 0
        square = r * r
        for k in (13, 11, 9, 7, 5, 3):
            total = (total + 2 / k) * square
        return r * (total - z)

    def rest(a, one, gap):
        """a log(one) - gap of one = 1 + gap / a"""
        near, one = torch.abs(gap) < 0.1 * a, torch.clamp(one, max=torch.finfo(one.dtype).max)
        return torch.where(near, a * series(torch.where(near, gap / a, 0.0)),
                           a * torch.log(torch.where(near, 1.0, one)) - gap)

    def stirling(z):
        """lgamma(z) without (z - 1/2) log(z) - z + log(2 pi) / 2"""
        small, w = torch.clamp(z, max=15), 1 / torch.clamp(z, min=15)
        plain = torch.lgamma(small) - (small - 0.5) * torch.log(small) + small - math.log(2 * math.pi) / 2
        far = w * (1 / 12 - w**2 * (1 / 360 - w**2 * (1 / 1260 - w**2 * (1 / 1680 - w**2 / 1188))))
        return torch.where(z > 15, far, plain)

    a, b, x = torch.broadcast_tensors(a, b, x)
    inside = (x > 0) & (x < 1)
    end = torch.where(x < 0.5, b * torch.where(inside, 0.5, x)**a, 1 - a * torch.where(inside, 0.5, 1 - x)**b)
    x = torch.where(inside, x, 0.5)
    y = 1 - x
    turned = (b > 1) & (x * b > y * a)  # from the other end, beyond the mean
    a, b = torch.where(turned, b, a), torch.where(turned, a, b)
    x, y = torch.where(turned, y, x), torch.where(turned, x, y)
    n, gap, odds = a + b, x * b - y * a, x / y
    front = rest(a, x / a * n, gap) + rest(b, y / b * n, -gap) + stirling(n) - stirling(a) - stirling(b)
    front = front + (torch.log(a / n) + torch.log(b) - math.log(2 * math.pi)) / 2 - torch.log(y)
    more, slope = a + 1, a + 1 - (b - 1) * odds  # the integral for a + 1, and what it is more for a
    bend = torch.sqrt(torch.clamp(b - 1, min=0) * odds) * torch.sqrt(1 + odds)
    width = 1 / torch.minimum(more, torch.clamp(slope, min=0) + bend).detach()  # no matter to the integral
    unit = torch.minimum(width, 1 / odds.detach())
    start, total = -3.6, 0
    step = (torch.log(80 * width / unit) - start) / 120
    nodes = torch.arange(121, dtype=x.dtype, device=x.device).reshape(-1, *[1] * x.ndim)
    for some in torch.split(nodes, 1 + 2**16 // (1 + x.numel())):  # all at once, but of large arrays
        v = start + some * step
        u = unit * torch.exp(v - torch.exp(-v))
        w = -torch.expm1(-u)
        near = (u < 0.1) & (odds * w < 0.1)
        t, z = torch.where(near, w, 0.0), torch.where(near, odds * w, 0.0)
        small = more * series(-t) + (b - 1) * series(z) - slope * t
        power = torch.where(near, small, (b - 1) * torch.log1p(odds * w) - more * u)
        total = total + torch.sum(torch.exp(power + v - torch.exp(-v)) * (1 + torch.exp(-v)), dim=0)
    found = torch.exp(front) / a * (y + x * n * unit * total * step)
    return torch.where(inside, torch.where(turned, 1 - found, found), end)'''
