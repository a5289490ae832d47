"""Contrastive and metric losses, and what compares samples, in the ways of PyTorch code."""

from __future__ import annotations

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


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


@loss("a: real[m d], b: real[m d]", "a")
def swav_like(a, b):
    with torch.enable_grad():
        logits = torch.einsum("nd,md->nm", [F.normalize(a, dim=-1), F.normalize(b, dim=-1)])
    targets = torch.arange(a.shape[0])
    return nn.CrossEntropyLoss()(logits / 0.1, targets)


@loss("x: real[b d], e: real[k d]", "e")
def soft_vq(x, e):
    d = torch.cdist(x, e) ** 2
    return torch.sum(torch.softmax(-d, dim=1) * d)


@loss("x: real[n d]", "x")
def spectral(x):
    s = torch.linalg.svdvals(x.T @ x + torch.eye(x.shape[1]))
    return s.log().sum() + torch.linalg.matrix_norm(x)


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


@loss("x: real[b c h w], y: real[b c h w]", "x")
def style(x, y):
    def gram(f):
        b, c, h, w = f.size()
        f = f.view(b, c, h * w)
        return f.bmm(f.transpose(1, 2)).div_(c * h * w)

    return F.mse_loss(gram(x), gram(y)) + x.diff(dim=-1).abs().mean()


@loss("x: real[n 3], y: real[m 3]", "x")
def chamfer(x, y):
    d = ((x[:, None, :] - y[None, :, :]) ** 2).sum(-1)
    return d.min(dim=1).values.mean() + d.min(dim=0)[0].mean()


@loss("x: real[b n], T: positive", "x", "T")
def sinkhorn(x, T):
    P = x.unsqueeze(2) * x.unsqueeze(1) / T
    for _ in range(2):
        P = P - torch.logsumexp(P, dim=2, keepdim=True)
        P = P - torch.logsumexp(P, dim=1, keepdim=True)
    return (P.exp() * x[..., None]).sum()
