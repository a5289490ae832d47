"""Further losses in the ways of PyTorch code, tried after the reader was written."""

from __future__ import annotations

import functools
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

LOSSES = []


def loss(vars, *wrt):
    def enter(function):
        LOSSES.append((function.__name__, function, vars, wrt))
        return function

    return enter


@loss("pred: real[b c h w], target: labels[b h w c], weight: positive[c]", "pred")
def segmentation(pred, target, weight):
    ce = F.cross_entropy(pred, target, weight=weight, ignore_index=0)
    prob = F.softmax(pred, dim=1)
    onehot = F.one_hot(target, num_classes=pred.shape[1]).permute(0, 3, 1, 2).float()
    inter = torch.sum(prob * onehot, dim=(2, 3))
    card = torch.sum(prob + onehot, dim=(2, 3))
    return ce + (1.0 - (2.0 * inter / (card + 1e-6)).mean())


@loss("z_a: real[n d], z_b: real[n d]", "z_a")
def barlow(z_a, z_b, lambd=5e-3):
    N, D = z_a.size()
    a = (z_a - z_a.mean(0)) / z_a.std(0)
    b = (z_b - z_b.mean(0)) / z_b.std(0)
    c = torch.mm(a.T, b) / N
    c_diff = (c - torch.eye(D)).pow(2)
    off = c_diff.sum() - torch.diagonal(c_diff).sum()
    return torch.diagonal(c_diff).sum() + lambd * off


@loss("x: real[n d], y: real[n d]", "x")
def vicreg(x, y):
    repr_loss = F.mse_loss(x, y)
    x = x - x.mean(dim=0)
    std_x = torch.sqrt(x.var(dim=0) + 0.0001)
    std_loss = torch.mean(F.relu(1 - std_x)) / 2
    cov_x = (x.T @ x) / (x.shape[0] - 1)
    n, m = cov_x.shape
    assert n == m
    cov_loss = (cov_x.pow_(2).sum() - torch.diagonal(cov_x).sum()).div(x.shape[1])
    return 25 * repr_loss + 25 * std_loss + cov_loss


@loss("x: real[n d], y: real[m d]", "x")
def mmd(x, y, sigma=1.0):
    def gram(a, b):
        return torch.exp(-((a.unsqueeze(1) - b.unsqueeze(0)) ** 2).sum(-1) / (2 * sigma**2))

    return gram(x, x).mean() + gram(y, y).mean() - 2 * gram(x, y).mean()


@loss("pred: real[n], target: real[n]", "pred")
def log_cosh(pred, target):
    d = pred - target
    return torch.mean(d + F.softplus(-2.0 * d) - math.log(2.0))


@loss("features: real[b d], centers: real[k d], labels: labels[b k]", "features", "centers")
def center_loss(features, centers, labels):
    batch_size = features.size(0)
    centers_batch = centers.index_select(0, labels)
    return (features - centers_batch).pow(2).sum() / 2.0 / batch_size


@loss("x: real[b d], W: real[c d], y: labels[b c]", "W")
def arcface(x, W, y, s=30.0, m=0.5):
    cosine = F.linear(F.normalize(x), F.normalize(W)) * 0.9
    sine = torch.sqrt(1.0 - torch.pow(cosine, 2))
    phi = cosine * math.cos(m) - sine * math.sin(m)
    one_hot = torch.zeros(cosine.size()).to(cosine)
    one_hot.scatter_(1, y.view(-1, 1).long(), 1)
    output = (one_hot * phi) + ((1.0 - one_hot) * cosine)
    output *= s
    return F.cross_entropy(output, y)


@loss("q: real[b a], act: labels[b a], r: real[b], q_next: real[b a], done: binary[b]", "q")
def dqn(q, act, r, q_next, done, gamma=0.99):
    q_sa = q.gather(1, act.unsqueeze(-1)).squeeze(-1)
    target = r + gamma * (1.0 - done.to(r)) * q_next.max(1)[0]
    return F.smooth_l1_loss(q_sa, target)


@loss("logits: real[b a], actions: labels[b a], adv: real[b]", "logits")
def reinforce(logits, actions, adv, ent_coef=0.01):
    logp = logits - logits.logsumexp(dim=-1, keepdim=True)
    probs = logp.exp()
    entropy = -(probs * logp).sum(-1)
    return -(logp[torch.arange(len(actions)), actions] * adv).mean() - ent_coef * entropy.mean()


@loss("logits: real[b t v], tokens: labels[b t v], mask: binary[b t]", "logits")
def sft(logits, tokens, mask):
    shift_logits = logits[..., :-1, :].contiguous()
    shift_labels = tokens[..., 1:].contiguous()
    shift_mask = mask[:, 1:]
    nll = F.cross_entropy(shift_logits.view(-1, shift_logits.size(-1)), shift_labels.view(-1), reduction="none")
    nll = nll.view(shift_labels.shape)
    return (nll * shift_mask).sum() / (shift_mask.sum() + 1e-9)


@loss("a: real[m d], b: real[m d]", "a")
def swav_like(a, b):
    with torch.enable_grad():
        logits = torch.einsum("nd,md->nm", [F.normalize(a, dim=-1), F.normalize(b, dim=-1)])
    targets = torch.arange(a.shape[0])
    return nn.CrossEntropyLoss()(logits / 0.1, targets)


@loss("x: real[n c h w], g: real[c], b_: real[c]", "x", "g")
def group_norm(x, g, b_):
    mean = x.mean(dim=[1, 2, 3], keepdim=True)
    var = ((x - mean) ** 2).mean(dim=[1, 2, 3], keepdim=True)
    y = (x - mean) * torch.rsqrt(var + 1e-5)
    return (y * g.view(1, -1, 1, 1) + b_.reshape(1, -1, 1, 1)).sigmoid().sum()


@loss("x: real[b t d], freqs: real[t 3], wq: real[d 6]", "wq")
def rotary(x, freqs, wq):
    q = x @ wq
    q1, q2 = q.chunk(2, dim=-1)
    cos, sin = freqs.cos(), freqs.sin()
    out = torch.cat([q1 * cos - q2 * sin, q1 * sin + q2 * cos], dim=-1)
    return out.pow(2).sum(-1).sqrt().mean()


@loss("x: real[b t d], w: real[d 3*d], o: real[d d]", "w", "o")
def multihead(x, w, o, n_head=None):
    C = x.size(-1)
    qkv = x @ w
    q, k, v = qkv.split(C, dim=2)
    return (torch.tanh(q) * k.sigmoid() @ o + v).abs().mean()


@loss("score: real[n], rel: real[n]", "score")
def ranknet(score, rel):
    s_ij = score[:, None] - score[None, :]
    S_ij = torch.sign(rel[:, None] - rel[None, :])
    mask = ~torch.eye(score.numel(), dtype=torch.bool)
    C = F.softplus(-S_ij * s_ij)
    return torch.where(mask, C, torch.zeros_like(C)).sum() / 2


@loss("mu1: real[b d], lv1: real[b d], mu2: real[b d], lv2: real[b d]", "mu1", "lv1")
def normal_kl(mu1, lv1, mu2, lv2):
    return (
        0.5
        * (-1.0 + lv2 - lv1 + torch.exp(lv1 - lv2) + ((mu1 - mu2) ** 2) * torch.exp(-lv2)).sum(dim=1).mean(dim=0)
        / math.log(2.0)
    )


@loss("x: real[b], means: real[b k], log_scales: real[b k], logit_probs: real[b k]", "means", "log_scales")
def discretized_logistic(x, means, log_scales, logit_probs):
    log_scales = torch.clamp(log_scales, min=-7.0)
    centered = x.unsqueeze(-1) - means
    inv = torch.exp(-log_scales)
    cdf_delta = torch.sigmoid(inv * (centered + 1.0 / 255.0)) - torch.sigmoid(inv * (centered - 1.0 / 255.0))
    log_probs = torch.log(torch.clamp(cdf_delta, min=1e-12)) + F.log_softmax(logit_probs, -1)
    return -torch.logsumexp(log_probs, dim=-1).sum()


@loss("pred: real[b 4], target: real[b 4]", "pred")
def giou(pred, target):
    px1, py1, px2, py2 = pred.unbind(-1)
    tx1, ty1, tx2, ty2 = target[:, 0], target[:, 1], target[:, 2], target[:, 3]
    pw, ph = F.softplus(px2), F.softplus(py2)
    tw, th = tx2.exp(), ty2.exp()
    iw = (torch.min(px1 + pw, tx1 + tw) - torch.max(px1, tx1)).clamp(min=0)
    ih = (torch.min(py1 + ph, ty1 + th) - torch.max(py1, ty1)).clamp(0)
    inter = iw * ih
    union = pw * ph + tw * th - inter
    return (1 - inter / union).mean()


@loss("x: real[b d], e: real[k d]", "e")
def soft_vq(x, e):
    d = torch.cdist(x, e) ** 2
    return torch.sum(torch.softmax(-d, dim=1) * d)


@loss("p: unit[b], y: binary[b]", "p")
def tversky(p, y, alpha=0.3, beta=0.7, gamma=0.75):
    y = y.to(p.dtype)
    tp = (y * p).sum()
    fn = (y * (1 - p)).sum()
    fp = ((1 - y) * p).sum()
    t = (tp + 1e-6) / (tp + alpha * fn + beta * fp + 1e-6)
    return (1 - t) ** gamma


@loss("f: real[b k], y: labels[b k]", "f")
def poly1(f, y, eps=2.0):
    pt = torch.sum(F.one_hot(y, f.size(-1)) * F.softmax(f, -1), -1)
    return (F.cross_entropy(f, y, reduction="none") + eps * (1 - pt)).mean()


@loss("pred: real[n], y: real[n], s: real[n]", "pred", "s")
def heteroscedastic(pred, y, s):
    return nn.GaussianNLLLoss()(pred, y, F.softplus(s)) + nn.functional.l1_loss(pred, y)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)).double()

    def forward(self, x):
        return self.net(x)


mlp = MLP()


@loss("x: real[b 3], y: labels[b 2]", "x")
def with_module(x, y):
    return F.cross_entropy(mlp(x), y)


@loss("x: real[n d]", "x")
def spectral(x):
    s = torch.linalg.svdvals(x.T @ x + torch.eye(x.shape[1]))
    return s.log().sum() + torch.linalg.matrix_norm(x)


class LabelSmoothing(nn.Module):
    def __init__(self, smoothing=0.1, reduction="mean"):
        super().__init__()
        self.smoothing = smoothing
        self.confidence = 1.0 - smoothing
        self.reduction = reduction

    def forward(self, x, target):
        logprobs = F.log_softmax(x, dim=-1)
        nll_loss = -logprobs.gather(dim=-1, index=target.unsqueeze(1))
        nll_loss = nll_loss.squeeze(1)
        smooth_loss = -logprobs.mean(dim=-1)
        loss = self.confidence * nll_loss + self.smoothing * smooth_loss
        if self.reduction == "mean":
            return loss.mean()
        return loss


crit = LabelSmoothing()


@loss("x: real[b k], y: labels[b k]", "x")
def timm(x, y):
    return crit(x, y)


@loss("x: real[b k], y: binary[b k]", "x")
def asymmetric(x, y, gamma_neg=4, gamma_pos=1, clip=0.05, eps=1e-8):
    y = y.to(x.dtype)
    xs_pos = torch.sigmoid(x)
    xs_neg = 1 - xs_pos
    if clip is not None and clip > 0:
        xs_neg = (xs_neg + clip).clamp(max=1)
    los_pos = y * torch.log(xs_pos.clamp(min=eps))
    los_neg = (1 - y) * torch.log(xs_neg.clamp(min=eps))
    loss = los_pos + los_neg
    pt = xs_pos * y + xs_neg * (1 - y)
    one_sided_gamma = gamma_pos * y + gamma_neg * (1 - y)
    loss *= torch.pow(1 - pt, one_sided_gamma)
    return -loss.sum()


@loss("q: real[b d], k: real[b d], queue: real[d m]", "q", "k")
def moco(q, k, queue, T=0.07):
    l_pos = torch.einsum("nc,nc->n", [q, k]).unsqueeze(-1)
    l_neg = torch.einsum("nc,ck->nk", [q, queue])
    logits = torch.cat([l_pos, l_neg], dim=1) / T
    labels = torch.zeros(logits.shape[0], dtype=torch.long)
    return F.cross_entropy(logits, labels)


@loss("p1: real[b d], p2: real[b d], z1: real[b d], z2: real[b d]", "p1")
def simsiam(p1, p2, z1, z2):
    def D(p, z):
        return -F.cosine_similarity(p, z, dim=-1).mean()

    return D(p1, z2) * 0.5 + D(p2, z1) * 0.5


@loss("f: real[b d], y: labels[b 3]", "f")
def supcon(f, y, temperature=0.5):
    f = F.normalize(f, dim=1)
    sim = torch.div(torch.matmul(f, f.T), temperature)
    mask = torch.eq(y.unsqueeze(1), y.unsqueeze(0)).to(f.dtype)
    logits_max = torch.max(sim, dim=1, keepdim=True)[0]
    logits = sim - logits_max
    logits_mask = 1 - torch.eye(f.shape[0], dtype=f.dtype)
    mask = mask * logits_mask
    exp_logits = torch.exp(logits) * logits_mask
    log_prob = logits - torch.log(exp_logits.sum(1, keepdim=True))
    return -((mask * log_prob).sum(1) / (mask.sum(1) + 1)).mean()


@loss("x: real[b d], mu: real[b d], logvar: real[b d]", "mu", "logvar")
def nll_normal(x, mu, logvar):
    dist = torch.distributions.Normal(mu, torch.exp(0.5 * logvar), validate_args=False)
    return -dist.log_prob(x).sum(-1).mean()


@loss("logits: real[b t v], y: labels[b t v], mask: binary[b t]", "logits")
def per_token(logits, y, mask=None):
    logps = torch.gather(logits.log_softmax(-1), dim=2, index=y.unsqueeze(2)).squeeze(2)
    if mask is not None:
        return -(logps * mask).sum(-1).mean()
    return -logps.mean()


@loss("c: real[b], r: real[b], rc: real[b], rr: real[b]", "c", "r")
def ipo(c, r, rc, rr, beta=0.1, loss_type="ipo"):
    logits = (c - r) - (rc - rr)
    if loss_type == "sigmoid":
        losses = -F.logsigmoid(beta * logits)
    elif loss_type == "ipo":
        losses = (logits - 1 / (2 * beta)) ** 2
    else:
        raise ValueError(f"unknown loss {loss_type}")
    return losses.mean()


@loss("r: real[b g], logp: real[b g], old: real[b g]", "logp")
def grpo(r, logp, old, eps=0.2):
    adv = (r - r.mean(dim=1, keepdim=True)) / (r.std(dim=1, keepdim=True) + 1e-4)
    ratio = (logp - old).exp()
    l = torch.minimum(ratio * adv, ratio.clip(1 - eps, 1 + eps) * adv)
    return -l.mean(dim=1).mean()


@loss("x: real[b c], t: real[b c]", "x")
def pearson(x, t):
    vx = x - torch.mean(x)
    vt = t - torch.mean(t)
    return 1 - torch.sum(vx * vt) / (torch.sqrt(torch.sum(vx**2)) * torch.sqrt(torch.sum(vt**2)))


@loss("x: real[b c h w], y: real[b c h w]", "x")
def style(x, y):
    def gram(f):
        b, c, h, w = f.size()
        f = f.view(b, c, h * w)
        return f.bmm(f.transpose(1, 2)).div_(c * h * w)

    return F.mse_loss(gram(x), gram(y)) + x.diff(dim=-1).abs().mean()


@loss("eps: real[b d], pred: real[b d], a: unit[b]", "pred")
def diffusion(eps, pred, a):
    snr = a / (1.001 - a)
    w = torch.clamp(snr, max=5.0) / (snr + 1e-3)
    return (w * (pred - eps).square().mean(dim=list(range(1, pred.ndim)))).mean()


@loss("v: real[b d], x0: real[b d], x1: real[b d], t: unit[b]", "v")
def flow_matching(v, x0, x1, t):
    t = t.view(-1, *([1] * (x0.dim() - 1)))
    xt = (1 - t) * x0 + t * x1
    return ((v - (x1 - x0)) ** 2).mean() + 0.01 * xt.mean()


@loss("w1: real[d h], w2: real[h k], x: real[b d], y: real[b k]", "w1", "w2")
def reduce_layers(w1, w2, x, y):
    out = functools.reduce(lambda a, w: torch.tanh(a @ w), [w1, w2], x)
    reg = sum(p.abs().sum() for p in (w1, w2))
    return F.mse_loss(out, y, reduction="sum") / len(x) + 1e-3 * reg


@loss("pos: real[n], neg: real[n]", "pos", "neg")
def bpr(pos, neg):
    return -(pos - neg).sigmoid().log().mean()


@loss("x: real[n 3], y: real[m 3]", "x")
def chamfer(x, y):
    d = ((x[:, None, :] - y[None, :, :]) ** 2).sum(-1)
    return d.min(dim=1).values.mean() + d.min(dim=0)[0].mean()


@loss("x: real[b n d], W: real[d h], a: real[2*h], adj: binary[n n]", "W", "a")
def gat(x, W, a, adj):
    h = x @ W
    H = h.shape[-1]
    e = F.leaky_relu((h @ a[:H]).unsqueeze(2) + (h @ a[H:]).unsqueeze(1), 0.2)
    adj = (adj + torch.eye(adj.shape[0])) > 0
    att = torch.softmax(e.masked_fill(~adj, torch.finfo(torch.float32).min), dim=-1)
    return F.elu(att @ h).mean()


@loss("p: real[n], g: real[n], m: real[n], v: positive[n]", "p", "g")
def adamw(p, g, m, v, lr=1e-3, b1=0.9, b2=0.95, wd=0.1, step=7):
    m = m.lerp(g, 1 - b1)
    v = torch.addcmul(v * b2, g, g, value=1 - b2)
    mhat, vhat = m / (1 - b1**step), v / (1 - b2**step)
    return (p * (1 - lr * wd) - lr * mhat / (vhat.sqrt() + 1e-8)).pow(2).sum()


@loss("x: real[b d], l: real[d k], s: positive[d]", "l", "s")
def factor_analysis(x, l, s):
    S = l @ l.mT + torch.diag(s)
    L = torch.linalg.cholesky(S)
    z = torch.linalg.solve_triangular(L, x.T, upper=False)
    return 0.5 * (z**2).sum(0).mean() + L.diagonal().log().sum()


@loss("x: real[b k], y: labels[b k]", "x")
def top_margin(x, y):
    correct = x[range(0) or torch.arange(x.size(0)), y]
    other = x.masked_fill(F.one_hot(y, x.size(1)).bool(), -math.inf).amax(1)
    return F.relu(1 + torch.clamp(other, min=-50) - correct).mean()


@loss("a: real[n], b: real[n]", "a")
def smape(a, b):
    return 200 * torch.mean(torch.abs(b - a) / (torch.abs(a) + torch.abs(b) + 1e-6))


@loss("y: real[b t], yh: real[b t]", "yh")
def mase(y, yh):
    naive = torch.mean(torch.abs(y[:, 1:] - y[:, :-1]), dim=1, keepdim=True)
    return torch.mean(torch.abs(y - yh) / (naive + 0.1))


@loss("alpha: positive[b k], y: onehot[b k]", "alpha")
def evidential(alpha, y):
    S = torch.sum(alpha, dim=1, keepdim=True)
    A = torch.sum(y * (torch.digamma(S) - torch.digamma(alpha)), dim=1, keepdim=True)
    kl = torch.lgamma(S) - torch.lgamma(alpha).sum(1, keepdim=True)
    return torch.mean(A + 0.1 * kl)


@loss("x: real[b n], T: positive", "x", "T")
def sinkhorn(x, T):
    P = x.unsqueeze(2) * x.unsqueeze(1) / T
    for _ in range(2):
        P = P - torch.logsumexp(P, dim=2, keepdim=True)
        P = P - torch.logsumexp(P, dim=1, keepdim=True)
    return (P.exp() * x[..., None]).sum()


@loss("h: real[b n d], q: real[d]", "h", "q")
def pooled(h, q):
    w = (h @ q).softmax(dim=-1)
    ctx = (w[..., None] * h).sum(-2)
    return torch.linalg.vector_norm(ctx, dim=-1).sum() + torch.outer(q, q).trace() + torch.kron(q, q).sum()
