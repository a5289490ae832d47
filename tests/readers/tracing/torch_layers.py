"""Losses through layers: attention, normalisation, modules, in the ways of PyTorch code."""

from __future__ import annotations

import functools

import torch
import torch.nn as nn
import torch.nn.functional as F
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


@loss("pred: real[b c h w], target: labels[b h w c], weight: positive[c]", "pred")
def segmentation(pred, target, weight):
    ce = F.cross_entropy(pred, target, weight=weight, ignore_index=0)
    prob = F.softmax(pred, dim=1)
    onehot = F.one_hot(target, num_classes=pred.shape[1]).permute(0, 3, 1, 2).float()
    inter = torch.sum(prob * onehot, dim=(2, 3))
    card = torch.sum(prob + onehot, dim=(2, 3))
    return ce + (1.0 - (2.0 * inter / (card + 1e-6)).mean())


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


@loss("w1: real[d h], w2: real[h k], x: real[b d], y: real[b k]", "w1", "w2")
def reduce_layers(w1, w2, x, y):
    out = functools.reduce(lambda a, w: torch.tanh(a @ w), [w1, w2], x)
    reg = sum(p.abs().sum() for p in (w1, w2))
    return F.mse_loss(out, y, reduction="sum") / len(x) + 1e-3 * reg


@loss("x: real[b n d], W: real[d h], a: real[2*h], adj: binary[n n]", "W", "a")
def gat(x, W, a, adj):
    h = x @ W
    H = h.shape[-1]
    e = F.leaky_relu((h @ a[:H]).unsqueeze(2) + (h @ a[H:]).unsqueeze(1), 0.2)
    adj = (adj + torch.eye(adj.shape[0])) > 0
    att = torch.softmax(e.masked_fill(~adj, torch.finfo(torch.float32).min), dim=-1)
    return F.elu(att @ h).mean()


@loss("h: real[b n d], q: real[d]", "h", "q")
def pooled(h, q):
    w = (h @ q).softmax(dim=-1)
    ctx = (w[..., None] * h).sum(-2)
    return torch.linalg.vector_norm(ctx, dim=-1).sum() + torch.outer(q, q).trace() + torch.kron(q, q).sum()
