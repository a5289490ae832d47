"""Losses as well-known PyTorch repositories shape theirs: helpers, masks that are written in place, modules."""

from __future__ import annotations

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from tests.readers.tracing.losses import collected

LOSSES, loss = collected()


@loss("x: real[b t c], W: real[3*c c], P: real[c c], H: real[v c], targets: labels[b t v]", "W", "H")
def gpt(x, W, P, H, targets):
    B, T, C = x.size()
    q, k, v = F.linear(x, W).split(C, dim=2)
    bias = torch.tril(torch.ones(T, T)).view(1, 1, T, T)
    k = k.view(B, T, 1, C // 1).transpose(1, 2)
    q = q.view(B, T, 1, C // 1).transpose(1, 2)
    v = v.view(B, T, 1, C // 1).transpose(1, 2)
    att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
    att = att.masked_fill(bias[:, :, :T, :T] == 0, float("-inf"))
    att = F.softmax(att, dim=-1)
    y = att @ v
    y = y.transpose(1, 2).contiguous().view(B, T, C)
    logits = F.linear(F.linear(y, P), H)
    return F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1), ignore_index=-1)


@loss("image: real[n d], text: real[n d], logit_scale: real", "image", "logit_scale")
def clip_temperature(image, text, logit_scale):
    image_features = image / image.norm(dim=1, keepdim=True)
    text_features = text / text.norm(dim=1, keepdim=True)
    logits_per_image = logit_scale.exp() * image_features @ text_features.t()
    logits_per_text = logits_per_image.t()
    labels = torch.arange(logits_per_image.shape[0], device=logits_per_image.device, dtype=torch.long)
    total_loss = (F.cross_entropy(logits_per_image, labels) + F.cross_entropy(logits_per_text, labels)) / 2
    return total_loss


@loss("z_i: real[n d], z_j: real[n d]", "z_i")
def nt_xent(z_i, z_j, temperature=0.5):
    z = torch.cat((z_i, z_j), dim=0)
    n = z.shape[0]
    sim = F.cosine_similarity(z.unsqueeze(1), z.unsqueeze(0), dim=2) / temperature
    sim.fill_diagonal_(-9e15)
    pos = torch.cat([torch.arange(n // 2, n), torch.arange(0, n // 2)])
    return F.cross_entropy(sim, pos)


@loss("student: real[4*b k], teacher: real[2*b k], center: real[k]", "student")
def dino(student, teacher, center, student_temp=0.1, teacher_temp=0.04, ncrops=4):
    student_out = (student / student_temp).chunk(ncrops)
    teacher_out = F.softmax((teacher - center) / teacher_temp, dim=-1).chunk(2)
    total_loss = 0
    n_loss_terms = 0
    for iq, q in enumerate(teacher_out):
        for v in range(len(student_out)):
            if v == iq:
                continue
            loss = torch.sum(-q * F.log_softmax(student_out[v], dim=-1), dim=-1)
            total_loss += loss.mean()
            n_loss_terms += 1
    total_loss /= n_loss_terms
    return total_loss


@loss("logits: real[b a], action: labels[b a], old: real[b], adv: real[b], value: real[b], ret: real[b], "
      "v_old: real[b]", "logits", "value")
def ppo_minibatch(logits, action, old, adv, value, ret, v_old, clip_coef=0.2, vf_coef=0.5, ent_coef=0.01):
    probs = torch.distributions.Categorical(logits=logits)
    newlogprob, entropy = probs.log_prob(action), probs.entropy()
    logratio = newlogprob - old
    ratio = logratio.exp()
    mb_advantages = (adv - adv.mean()) / (adv.std() + 1e-8)
    pg_loss1 = -mb_advantages * ratio
    pg_loss2 = -mb_advantages * torch.clamp(ratio, 1 - clip_coef, 1 + clip_coef)
    pg_loss = torch.max(pg_loss1, pg_loss2).mean()
    v_loss_unclipped = (value - ret) ** 2
    v_clipped = v_old + torch.clamp(value - v_old, -clip_coef, clip_coef)
    v_loss = 0.5 * torch.max(v_loss_unclipped, (v_clipped - ret) ** 2).mean()
    return pg_loss - ent_coef * entropy.mean() + v_loss * vf_coef


@loss("q: real[b a], action: labels[b 1 a], reward: real[b], q_next: real[b a], final: binary[b]", "q")
def dqn_masked(q, action, reward, q_next, final, gamma=0.99):
    state_action_values = q.gather(1, action)
    next_state_values = torch.zeros(q.shape[0], dtype=q.dtype)
    mask = final == 0
    next_state_values[mask] = q_next.max(1).values[mask]
    expected = (next_state_values * gamma) + reward
    return nn.SmoothL1Loss()(state_action_values, expected.unsqueeze(1))


def extract(a, t, x_shape):
    b, *_ = t.shape
    out = a.gather(-1, t)
    return out.reshape(b, *((1,) * (len(x_shape) - 1)))


@loss("x0: real[b c h w], noise: real[b c h w], t: labels[b T], betas: unit[T], K: real[c c]", "K")
def ddpm(x0, noise, t, betas, K):
    alphas = 1.0 - betas
    alphas_cumprod = torch.cumprod(alphas, dim=0)
    sqrt_alphas_cumprod = torch.sqrt(alphas_cumprod)
    sqrt_one_minus = torch.sqrt(1.0 - alphas_cumprod)
    x_t = extract(sqrt_alphas_cumprod, t, x0.shape) * x0 + extract(sqrt_one_minus, t, x0.shape) * noise
    predicted = torch.einsum("dc,bchw->bdhw", K, x_t)
    return F.mse_loss(noise, predicted)


@loss("inputs: real[n k], targets: unit[n k]", "inputs")
def sigmoid_focal(inputs, targets, alpha: float = 0.25, gamma: float = 2, reduction: str = "mean"):
    p = torch.sigmoid(inputs)
    ce_loss = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
    p_t = p * targets + (1 - p) * (1 - targets)
    loss = ce_loss * ((1 - p_t) ** gamma)
    if alpha >= 0:
        alpha_t = alpha * targets + (1 - alpha) * (1 - targets)
        loss = alpha_t * loss
    if reduction == "mean":
        loss = loss.mean()
    elif reduction == "sum":
        loss = loss.sum()
    return loss


@loss("y_pred: real[b c h w], y_true: labels[b h w c]", "y_pred")
def dice(y_pred, y_true, smooth=0.0, eps=1e-7):
    y_pred = y_pred.log_softmax(dim=1).exp()
    bs = y_true.size(0)
    num_classes = y_pred.size(1)
    y_true = y_true.view(bs, -1)
    y_pred = y_pred.view(bs, num_classes, -1)
    y_true = F.one_hot(y_true, num_classes)
    y_true = y_true.permute(0, 2, 1)
    dims = (0, 2)
    intersection = torch.sum(y_pred * y_true, dim=dims)
    cardinality = torch.sum(y_pred + y_true, dim=dims)
    scores = (2.0 * intersection + smooth) / (cardinality + smooth).clamp_min(eps)
    loss = 1.0 - scores
    mask = y_true.sum(dims) > 0
    loss *= mask.to(loss.dtype)
    return loss.mean()


def pairwise_distances(embeddings):
    dot_product = torch.matmul(embeddings, embeddings.t())
    square_norm = torch.diag(dot_product)
    distances = square_norm.unsqueeze(0) - 2.0 * dot_product + square_norm.unsqueeze(1)
    distances[distances < 0] = 0
    mask = distances.eq(0).float()
    distances = distances + mask * 1e-16
    return (1.0 - mask) * torch.sqrt(distances)


@loss("labels: labels[n k], embeddings: real[n d]", "embeddings")
def batch_hard_triplet(labels, embeddings, margin=0.2):
    pairwise_dist = pairwise_distances(embeddings)
    same = labels.unsqueeze(0) == labels.unsqueeze(1)
    positives = same & ~torch.eye(labels.size(0)).bool()
    hardest_positive, _ = (positives.float() * pairwise_dist).max(1, keepdim=True)
    max_dist, _ = pairwise_dist.max(1, keepdim=True)
    hardest_negative, _ = (pairwise_dist + max_dist * same.float()).min(1, keepdim=True)
    tl = hardest_positive - hardest_negative + margin
    tl[tl < 0] = 0
    return tl.mean()


@loss("x: unit[b p], W1: real[h p], W21: real[k h], W22: real[k h], W3: real[p k], noise: real[b k]", "W1", "W3")
def vae(x, W1, W21, W22, W3, noise):
    def reparameterize(mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + noise * std

    h1 = F.relu(F.linear(x, W1))
    mu, logvar = F.linear(h1, W21), F.linear(h1, W22)
    recon_x = torch.sigmoid(F.linear(reparameterize(mu, logvar), W3))
    BCE = F.binary_cross_entropy(recon_x, x, reduction="sum")
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return BCE + KLD


@loss("U: real[n d], V: real[n d], u: labels[b n], v: labels[b n], neg: labels[b k n]", "U", "V")
def skip_gram(U, V, u, v, neg):
    emb_u = F.embedding(u, U)
    emb_v = F.embedding(v, V)
    emb_neg_v = F.embedding(neg, V)
    score = torch.sum(torch.mul(emb_u, emb_v), dim=1)
    score = torch.clamp(score, max=10, min=-10)
    score = -F.logsigmoid(score)
    neg_score = torch.bmm(emb_neg_v, emb_u.unsqueeze(2)).squeeze()
    neg_score = torch.clamp(neg_score, max=10, min=-10)
    neg_score = -torch.sum(F.logsigmoid(-neg_score), dim=1)
    return torch.mean(score + neg_score)


@loss("users: real[n d], items: real[m d], u: labels[b n], i: labels[b m], j: labels[b m]", "users", "items")
def bpr_mf(users, items, u, i, j, weight_decay=1e-4):
    u, i, j = users[u, :], items[i, :], items[j, :]
    x_ui = torch.mul(u, i).sum(dim=1)
    x_uj = torch.mul(u, j).sum(dim=1)
    log_prob = F.logsigmoid(x_ui - x_uj).sum()
    regularization = weight_decay * sum(rows.norm(dim=1).pow(2).sum() for rows in (u, i, j))
    return -log_prob + regularization


@loss("emissions: real[4 b k], mask: binary[4 b], start: real[k], end: real[k], transitions: real[k k]",
      "emissions", "transitions")
def crf_normalizer(emissions, mask, start, end, transitions):
    seq_length = emissions.size(0)
    score = start + emissions[0]
    for i in range(1, seq_length):
        broadcast_score = score.unsqueeze(2)
        broadcast_emissions = emissions[i].unsqueeze(1)
        next_score = broadcast_score + transitions + broadcast_emissions
        next_score = torch.logsumexp(next_score, dim=1)
        score = torch.where(mask[i].bool().unsqueeze(1), next_score, score)
    score += end
    return torch.logsumexp(score, dim=1).mean()


@loss("x: real[n v], target: labels[n v]", "x")
def annotated_smoothing(x, target, smoothing=0.1, padding_idx=0):
    x = F.log_softmax(x, dim=-1)
    true_dist = torch.zeros_like(x)
    true_dist.fill_(smoothing / (x.size(1) - 2 + 1e-6))
    true_dist.scatter_(1, target.unsqueeze(1), 1.0 - smoothing)
    true_dist[:, padding_idx] = 0
    true_dist[target == padding_idx] = 0.0
    return nn.KLDivLoss(reduction="sum")(x, true_dist)


@loss("x: real[b d], W: real[k d], y: labels[b k], index: labels[b b], lam: unit", "W")
def mixup(x, W, y, index, lam):
    mixed_x = lam * x + (1 - lam) * x[index, :]
    y_a, y_b = y, y[index]
    criterion = nn.CrossEntropyLoss()
    pred = mixed_x @ W.t()
    return lam * criterion(pred, y_a) + (1 - lam) * criterion(pred, y_b)


@loss("outputs: real[b k], teacher: real[b k], labels: labels[b k]", "outputs")
def distillation(outputs, labels, teacher, alpha=0.9, T=4.0):
    return nn.KLDivLoss(reduction="batchmean")(
        F.log_softmax(outputs / T, dim=1), F.softmax(teacher / T, dim=1)
    ) * (alpha * T * T) + F.cross_entropy(outputs, labels) * (1.0 - alpha)


@loss("x: real[b t d], weight: real[d], y: real[b t d]", "x", "weight")
def rms_norm(x, weight, y, eps=1e-6):
    def _norm(x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)

    output = _norm(x).type_as(x)
    return F.mse_loss(output * weight, y)


def rotate_half(x):
    x1 = x[..., : x.shape[-1] // 2]
    x2 = x[..., x.shape[-1] // 2 :]
    return torch.cat((-x2, x1), dim=-1)


@loss("q: real[b h t 2*d], k: real[b h t 2*d], v: real[b h t 2*d], y: real[b h t 2*d]", "q", "v")
def rope_attention(q, k, v, y, base=10000.0):
    head_dim, seq_len = q.shape[-1], q.shape[-2]
    inv_freq = 1.0 / (base ** (torch.arange(0, head_dim, 2).float() / head_dim))
    freqs = torch.outer(torch.arange(seq_len).float(), inv_freq)
    emb = torch.cat((freqs, freqs), dim=-1)
    cos, sin = emb.cos()[None, None], emb.sin()[None, None]
    q_embed = (q * cos) + (rotate_half(q) * sin)
    k_embed = (k * cos) + (rotate_half(k) * sin)
    return F.mse_loss(F.scaled_dot_product_attention(q_embed, k_embed, v, is_causal=True), y)


@loss("q: real[b 4 t d], k: real[b 4 t d], v: real[b 4 t d]", "q", "v")
def alibi_attention(q, k, v):
    n_heads, t = q.shape[1], q.shape[2]
    slopes = torch.tensor([2 ** (-8.0 * (i + 1) / n_heads) for i in range(n_heads)])
    positions = torch.arange(t)
    distance = positions[None, :] - positions[:, None]
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.size(-1))
    scores += slopes.view(-1, 1, 1) * distance
    future = torch.triu(torch.ones(t, t, dtype=torch.bool), diagonal=1)
    scores[:, :, future] = float("-inf")
    return (torch.softmax(scores, dim=-1) @ v).pow(2).mean()


@loss("q: real[b n], target: real[b m]", "q")
def quantile_regression(q, target):
    n = q.shape[1]
    tau = (torch.arange(n) + 0.5) / n
    u = target[:, None, :] - q[:, :, None]
    huber = torch.where(u.abs() <= 1.0, 0.5 * u.pow(2), u.abs() - 0.5)
    return (torch.abs(tau[None, :, None] - (u.detach() < 0).to(u.dtype)) * huber).mean(2).sum(1).mean()


@loss("density: real[n s], steps: unit[n s], rgb: real[n s 3], gt: real[n 3]", "density", "rgb")
def volume_rendering(density, steps, rgb, gt):
    alpha = 1.0 - torch.exp(-F.softplus(density) * steps)
    ones = torch.ones((alpha.shape[0], 1), dtype=alpha.dtype)
    trans = torch.cumprod(torch.cat([ones, 1.0 - alpha + 1e-10], -1), -1)[:, :-1]
    weights = alpha * trans
    rgb_map = torch.sum(weights[..., None] * torch.sigmoid(rgb), -2)
    return torch.mean((rgb_map - gt) ** 2)


@loss("s: real[b k], y: labels[b k], m: positive[k]", "s")
def label_margins(s, y, m):
    index = torch.zeros_like(s, dtype=torch.bool)
    index.scatter_(1, y.data.view(-1, 1), 1)
    batch_m = torch.matmul(m[None, :], index.to(m.dtype).transpose(0, 1)).view(-1, 1)
    output = torch.where(index, s - batch_m, s)
    return F.cross_entropy(3 * output, y)


@loss("x: real[4 d], h0: real[h], Wx: real[d h], Wh: real[h h], y: real[4 h]", "Wx", "Wh")
def recurrent(x, h0, Wx, Wh, y):
    h, outs = h0, []
    for t in range(x.shape[0]):
        h = torch.tanh(x[t] @ Wx + h @ Wh)
        outs.append(h)
    return F.mse_loss(torch.stack(outs), y)


@loss("x: real[b t d], lengths: labels[b t], W: real[d]", "W")
def masked_pooling(x, lengths, W):
    scores = x @ W
    mask = torch.arange(x.size(1))[None, :] > lengths[:, None]
    scores[mask] = -1e9
    weights = torch.softmax(scores, dim=1)
    return (weights.unsqueeze(-1) * x).sum(1).norm(dim=-1).mean()
