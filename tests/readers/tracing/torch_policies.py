"""Losses of reinforcement learning, preferences and rankings, in the ways of PyTorch code."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


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


@loss("score: real[n], rel: real[n]", "score")
def ranknet(score, rel):
    s_ij = score[:, None] - score[None, :]
    S_ij = torch.sign(rel[:, None] - rel[None, :])
    mask = ~torch.eye(score.numel(), dtype=torch.bool)
    C = F.softplus(-S_ij * s_ij)
    return torch.where(mask, C, torch.zeros_like(C)).sum() / 2


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


@loss("pos: real[n], neg: real[n]", "pos", "neg")
def bpr(pos, neg):
    return -(pos - neg).sigmoid().log().mean()


@loss("x: real[b k], y: labels[b k]", "x")
def top_margin(x, y):
    correct = x[range(0) or torch.arange(x.size(0)), y]
    other = x.masked_fill(F.one_hot(y, x.size(1)).bool(), -math.inf).amax(1)
    return F.relu(1 + torch.clamp(other, min=-50) - correct).mean()
