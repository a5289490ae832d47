"""Losses as people write them with PyTorch: each with what its arguments are, and by which to differentiate."""

from __future__ import annotations

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


@loss("logits: real[b t k], targets: labels[b t k]", "logits")
def language_model(logits, targets):
    B, T, C = logits.shape
    return F.cross_entropy(logits.view(B * T, C), targets.view(B * T), ignore_index=-1)


@loss("logits: real[b t k], targets: labels[b t k]", "logits")
def language_model_with_padding(logits, targets, pad=0):
    return F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1), ignore_index=pad)


@loss("x: unit[b d], x_hat: unit[b d], mu: real[b k], logvar: real[b k]", "mu", "logvar", "x_hat")
def vae(x, x_hat, mu, logvar):
    BCE = F.binary_cross_entropy(x_hat, x, reduction="sum")
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return (BCE + KLD) / x.size(0)


@loss("logits: real[n], targets: binary[n]", "logits")
def focal(logits, targets, alpha=0.25, gamma=2.0):
    targets = targets.to(logits.dtype)
    p = torch.sigmoid(logits)
    ce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    p_t = p * targets + (1 - p) * (1 - targets)
    loss = ce * ((1 - p_t) ** gamma)
    if alpha >= 0:
        alpha_t = alpha * targets + (1 - alpha) * (1 - targets)
        loss = alpha_t * loss
    return loss.mean()


@loss("logits: real[b c h w], mask: binary[b c h w]", "logits")
def dice(logits, mask, smooth=1.0):
    probs = torch.sigmoid(logits).flatten(1)
    mask = mask.flatten(1).float()
    inter = (probs * mask).sum(dim=1)
    score = (2.0 * inter + smooth) / (probs.sum(dim=1) + mask.sum(dim=1) + smooth)
    return 1 - score.mean()


@loss("image: real[b d], text: real[b d], log_scale: real", "image", "log_scale")
def clip(image, text, log_scale):
    image = image / image.norm(dim=-1, keepdim=True)
    text = text / text.norm(dim=1, keepdim=True)
    logits = log_scale.exp() * image @ text.t()
    labels = torch.arange(logits.shape[0], device=logits.device)
    return (F.cross_entropy(logits, labels) + F.cross_entropy(logits.t(), labels)) / 2


@loss("z1: real[n d], z2: real[n d]", "z1")
def info_nce(z1, z2, temperature=0.5):
    z = torch.cat([F.normalize(z1, dim=1), F.normalize(z2, dim=1)], dim=0)
    sim = z @ z.T / temperature
    n = z1.size(0)
    sim = sim.masked_fill(torch.eye(2 * n, dtype=torch.bool), float("-inf"))
    pos = torch.cat([torch.diagonal(sim, n), torch.diagonal(sim, -n)])
    return (-pos + torch.logsumexp(sim, dim=1)).mean()


@loss("a: real[b d], p: real[b d], n: real[b d]", "a", "n")
def triplet(a, p, n, margin=1.0):
    d_pos = (a - p).pow(2).sum(1)
    d_neg = (a - n).pow(2).sum(1)
    return F.relu(d_pos - d_neg + margin).mean()


@loss("student: real[b k], teacher: real[b k], y: labels[b k]", "student")
def distillation(student, teacher, y, T=4.0, alpha=0.7):
    soft = F.kl_div(F.log_softmax(student / T, dim=1), F.softmax(teacher / T, dim=1), reduction="batchmean")
    return alpha * soft * (T * T) + (1.0 - alpha) * F.cross_entropy(student, y)


@loss("pred: real[b t], target: real[b t], mask: binary[b t]", "pred")
def masked_mse(pred, target, mask):
    se = (pred - target) ** 2
    return (se * mask).sum() / mask.sum().clamp(min=1)


@loss("pred: real[b t], target: real[b t], mask: binary[b t]", "pred")
def masked_by_selection(pred, target, mask):
    keep = mask > 0
    return ((pred[keep] - target[keep]) ** 2).sum() / (1 + keep.sum())


@loss("pc: real[b], pr: real[b], rc: real[b], rr: real[b]", "pc", "pr")
def dpo(pc, pr, rc, rr, beta=0.1, label_smoothing=0.0):
    ratios = (pc - pr) - (rc - rr)
    losses = (-F.logsigmoid(beta * ratios) * (1 - label_smoothing)
              - F.logsigmoid(-beta * ratios) * label_smoothing)
    return losses.mean()


@loss("logp: real[n], old: real[n], adv: real[n], value: real[n], ret: real[n], entropy: real[n]", "logp", "value")
def ppo(logp, old, adv, value, ret, entropy, eps=0.2, c1=0.5, c2=0.01):
    adv = (adv - adv.mean()) / (adv.std() + 1e-8)
    ratio = torch.exp(logp - old)
    s1 = ratio * adv
    s2 = torch.clamp(ratio, 1 - eps, 1 + eps) * adv
    return -torch.min(s1, s2).mean() + c1 * (ret - value).pow(2).mean() - c2 * entropy.mean()


@loss("real: real[b d], fake: real[b d], w: real[d]", "w", "fake")
def critic(real, fake, w):
    return -(torch.mean(real @ w) - torch.mean(fake @ w))


@loss("logits: real[b k], y: labels[b k]", "logits")
def smoothed_labels(logits, y, eps=0.1):
    k = logits.size(-1)
    logp = F.log_softmax(logits, dim=-1)
    nll = -logp.gather(dim=-1, index=y.unsqueeze(1)).squeeze(1)
    return ((1 - eps) * nll + eps * (-logp.sum(dim=-1) / k)).mean()


@loss("x: real[b n d], g: real[d], b_: real[d]", "x", "g")
def layer_norm_by_hand(x, g, b_, eps=1e-5):
    mean = x.mean(-1, keepdim=True)
    var = x.var(-1, keepdim=True, unbiased=False)
    return (g * (x - mean) / torch.sqrt(var + eps) + b_).pow(3).sum()


@loss("q: real[b h t d], k: real[b h t d], v: real[b h t d]", "q", "v")
def causal_attention(q, k, v):
    T = q.size(-2)
    att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
    bias = torch.tril(torch.ones(T, T)).view(1, 1, T, T)
    att = att.masked_fill(bias == 0, float("-inf"))
    att = F.softmax(att, dim=-1)
    return ((att @ v) ** 2).mean()


@loss("q: real[b t d], k: real[b t d], v: real[b t d]", "k")
def fused_attention(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True).square().sum()


@loss("x: real[b d], W1: real[d h], W2: real[h k], keep: binary[b h], y: labels[b k]", "W1", "W2")
def net_with_dropout(x, W1, W2, keep, y, p=0.5):
    h = torch.relu(x @ W1)
    h = h * keep / (1 - p)
    return F.nll_loss(torch.log_softmax(h @ W2, dim=1), y)


@loss("risk: real[n], time: real[n], event: binary[n]", "risk")
def cox(risk, time, event):
    at_risk = (time.unsqueeze(0) >= time.unsqueeze(1)).float()
    log_sum = torch.log((at_risk * torch.exp(risk).unsqueeze(0)).sum(dim=1))
    return -((risk - log_sum) * event).sum() / (event.sum() + 1)


@loss("x1: real[b d], x2: real[b d], y: binary[b]", "x1")
def cosine_embedding(x1, x2, y, margin=0.2):
    cos = F.cosine_similarity(x1, x2)
    return torch.where(y == 1, 1 - cos, torch.clamp(cos - margin, min=0)).mean()


@loss("pred: real[n q], target: real[n], taus: unit[q]", "pred")
def quantiles(pred, target, taus):
    err = target.unsqueeze(-1) - pred
    return torch.max(taus * err, (taus - 1) * err).sum(dim=-1).mean()


@loss("pred: real[n], target: real[n]", "pred")
def huber(pred, target, delta=1.0):
    err = torch.abs(pred - target)
    quad = torch.clamp(err, max=delta)
    return (0.5 * quad**2 + delta * (err - quad)).mean()


@loss("U: real[m k], V: real[n k], b: real[m], c: real[n], R: real[m n], M: binary[m n]", "U", "V", "b")
def factorisation(U, V, b, c, R, M, lam=0.05):
    pred = torch.einsum("ik,jk->ij", U, V) + b[:, None] + c[None, :]
    err = M * (R - pred)
    return err.pow(2).sum() + lam * (U.norm() ** 2 + V.pow(2).sum())


@loss("x: real[b d], mu: real[k d], log_sigma: real[k d], logits: real[k]", "mu", "log_sigma", "logits")
def mixture(x, mu, log_sigma, logits):
    d = x.shape[1]
    z = (x[:, None, :] - mu) / log_sigma.exp()
    log_prob = -0.5 * (z**2).sum(-1) - log_sigma.sum(-1) - 0.5 * d * math.log(2 * math.pi)
    return -torch.logsumexp(log_prob + F.log_softmax(logits, dim=-1), dim=-1).mean()


@loss("emb: real[v d], center: labels[b v], context: labels[b v], neg: labels[b k v]", "emb")
def skip_gram(emb, center, context, neg):
    c, o, n = emb[center], emb[context], emb[neg]
    pos = F.logsigmoid((c * o).sum(1))
    noise = F.logsigmoid(-torch.bmm(n, c.unsqueeze(2)).squeeze(2)).sum(1)
    return -(pos + noise).mean()


class Perceptron(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = 3.0

    def hidden(self, x, W):
        return torch.tanh(x @ W) / math.sqrt(len(W))

    def forward(self, x, W, v):
        return (self.hidden(x, W) @ v * self.scale).sigmoid().sum()


@loss("x: real[b d], W: real[d h], v: real[h]", "W")
def a_module(x, W, v):
    return MODULE(x, W, v)


MODULE = Perceptron()


@loss("x: real[b n], w: real[n]", "w")
def in_place(x, w):
    z = x @ w
    z = z.clone()
    z += 1
    z.mul_(2)
    out = torch.zeros_like(x)
    out[:, 0] = z
    out[0] = 3.0
    out[x > 1] = 2.0
    return (out * x).sum()


@loss("rewards: real[t], values: real[t]", "values")
def returns(rewards, values, gamma=0.9):
    T = rewards.shape[0]
    k = torch.arange(T)
    weights = torch.triu(gamma ** (k[None, :] - k[:, None]).clamp(min=0).double())
    return F.smooth_l1_loss(values, weights @ rewards)
