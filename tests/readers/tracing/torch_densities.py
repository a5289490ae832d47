"""Likelihoods, divergences, regression errors, steps of optimizers, in the ways of PyTorch code."""

from __future__ import annotations

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


@loss("pred: real[n], target: real[n]", "pred")
def log_cosh(pred, target):
    d = pred - target
    return torch.mean(d + F.softplus(-2.0 * d) - math.log(2.0))


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


@loss("x: real[b d], mu: real[b d], logvar: real[b d]", "mu", "logvar")
def nll_normal(x, mu, logvar):
    dist = torch.distributions.Normal(mu, torch.exp(0.5 * logvar), validate_args=False)
    return -dist.log_prob(x).sum(-1).mean()


@loss("x: real[b c], t: real[b c]", "x")
def pearson(x, t):
    vx = x - torch.mean(x)
    vt = t - torch.mean(t)
    return 1 - torch.sum(vx * vt) / (torch.sqrt(torch.sum(vx**2)) * torch.sqrt(torch.sum(vt**2)))


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
