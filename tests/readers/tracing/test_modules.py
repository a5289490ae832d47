"""Modules of PyTorch: their parameters are variables, by which gradients are those of autograd."""

from __future__ import annotations

import functools

import numpy as np
import pytest

import lemmata as lm

torch = pytest.importorskip("torch")
nn, F = torch.nn, torch.nn.functional


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.LayerNorm(4)
        self.linear = nn.Linear(4, 4, bias=False)
        self.scale = nn.Parameter(torch.tensor(0.5))

    def forward(self, x):
        return x + self.scale * F.gelu(self.linear(self.norm(x)))


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(5, 3)
        self.head = nn.Linear(3, 5, bias=False)
        self.head.weight = self.embedding.weight

    def forward(self, tokens):
        return self.head(self.embedding(tokens))


class Listed(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 2)])
        self.gains = nn.ParameterList([torch.ones(4), torch.ones(2)])

    def forward(self, x):
        for layer, gain in zip(self.layers, self.gains):
            x = torch.tanh(layer(x)) * gain
        return x


residual, tied, listed = Residual(), Tied(), Listed()
chain = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Dropout(0.5), nn.Linear(3, 1)).eval()
centred = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3))
student, teacher = nn.Linear(4, 3), nn.Linear(4, 3)
encoder = nn.TransformerEncoderLayer(4, 2, 6, dropout=0.0, batch_first=True)


def penalised(x, y):
    loss = F.mse_loss(residual(x), y)
    return loss + 1e-2 * sum(p.pow(2).sum() for p in residual.parameters())


class Trainer:
    def __init__(self):
        self.model, self.decay = nn.Linear(4, 2), 0.1

    def loss(self, x, y):
        return F.mse_loss(self.model(x), y) + self.decay * self.model.weight.norm() ** 2


trainer = Trainer()
stack = [nn.Linear(4, 3), nn.Linear(3, 1)]
parts = {"encoder": nn.Linear(4, 3)}


def stacked(x):
    for layer in stack:
        x = torch.tanh(layer(x))
    return x.sum()


def distilled(x, T=2.0):
    return F.kl_div(F.log_softmax(student(x) / T, dim=1), F.softmax(teacher(x) / T, dim=1), reduction="batchmean")


# a function, its declarations, the modules that it reaches, and names of some of their parameters
CASES = {
    "regularised": (penalised, "x: real[b 4], y: real[b 4]", [residual], {"norm_bias", "linear_weight", "scale"}),
    "tied weights": (lambda t, y: F.cross_entropy(tied(t), y), "t: labels[b 5], y: labels[b 5]", [tied],
                     {"embedding_weight"}),
    "lists of parameters": (lambda x: listed(x).square().mean(), "x: real[b 4]", [listed],
                            {"layers_1_bias", "gains_0"}),
    "sequential": (lambda x: chain(x).sum(), "x: real[b 4]", [chain], {"layer_0_weight", "layer_3_bias"}),
    "batch norm": (lambda x, y: F.mse_loss(centred(x), y), "x: real[6 4], y: real[6 3]", [centred],
                   {"layer_0_weight", "layer_1_bias"}),
    "a method": (trainer.loss, "x: real[b 4], y: real[b 2]", [trainer.model], {"weight", "bias"}),
    "a plain list": (stacked, "x: real[b 4]", stack, {"stack_0_weight", "stack_1_bias"}),
    "a mapping": (lambda x: parts["encoder"](x).square().sum(), "x: real[b 4]", [parts["encoder"]], {"weight"}),
    "a partial function": (functools.partial(lambda model, x: model(x).exp().sum(), student), "x: real[b 4]",
                           [student], {"weight"}),
    "two modules": (distilled, "x: real[b 4]", [student, teacher], {"student_weight", "teacher_bias"}),
    "attention": (lambda x: encoder(x).mul(x).mean(), "x: real[b t 4]", [encoder],
                  {"self_attn_in_proj_weight", "linear1_bias", "norm2_weight"}),
}


@pytest.mark.parametrize("function, vars, modules, some", CASES.values(), ids=CASES)
def test_parameters_are_variables(function, vars, modules, some):
    formula = lm.trace(function, vars)
    assert some <= set(formula.vars)
    sizes, rng = {"b": 3, "t": 2}, np.random.default_rng(0)
    given = {name: torch.tensor(rng.integers(0, 5, 3) if "labels" in kind else rng.normal(size=[
        sizes.get(str(s)) or int(str(s)) for s in formula.declarations[name].shape]))
        for name, kind in formula.vars.items() if name in vars.replace(":", " ").split()}
    held = {name: p for name, p in zip(list(formula.vars)[len(given):], parameters_of(modules))}
    for module in modules:
        module.double()
    try:
        value = function(**given)
        arrays = {name: x.detach().numpy() for name, x in {**given, **held}.items()}
        np.testing.assert_allclose(formula(**arrays), value.detach().numpy(), rtol=1e-9)
        for name in sorted(some):
            (grad,) = torch.autograd.grad(value, [held[name]], retain_graph=True)
            np.testing.assert_allclose(formula.grad(name)(**arrays), grad.numpy(), rtol=1e-6, atol=1e-9, err_msg=name)
    finally:
        for module in modules:
            module.float()


def parameters_of(modules):
    return [p for module in modules for p in module.parameters()]


def test_a_module_itself():
    assert lm.trace(residual, "x: real[b 4]").vars == {
        "x": "real[b 4]", "scale": "real", "norm_weight": "real[4]", "norm_bias": "real[4]",
        "linear_weight": "real[4 4]"}
    assert lm.trace(student, "x: real[b 4]").text == "x @ weight.T + bias"  # by place: its own name is `input`


def test_sizes_with_names():
    formula = lm.trace(student, "x: real[b d], weight: real[k d], bias: real[k]")
    assert formula.vars == {"x": "real[b d]", "weight": "real[k d]", "bias": "real[k]"}
    wide = {"x": np.ones((2, 7)), "weight": np.ones((5, 7)), "bias": np.zeros(5)}
    np.testing.assert_array_equal(formula(**wide), np.full((2, 5), 7.0))


def test_sizes_that_do_not_fit():
    with pytest.raises(lm.ReadError, match=r"the module has weight: real\[3 4\], bias: real\[3\]"):
        lm.trace(student, "x: real[b d]")


def test_dropout_that_draws():
    with pytest.raises(lm.ReadError, match="draws at random"):
        lm.trace(nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.5)), "x: real[b 4]")


def test_nothing_of_the_module_changes():
    module = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3))
    before = {name: value.clone() for name, value in module.state_dict().items()}
    kinds = [type(part) for part in module.modules()]
    lm.trace(lambda x: module(x).sum(), "x: real[5 4]")
    assert [type(part) for part in module.modules()] == kinds
    assert all(isinstance(p, nn.Parameter) for p in module.parameters())
    for name, value in module.state_dict().items():
        assert torch.equal(value, before[name]), name
