"""Writes Golden/losses.json, Golden/training.json, Golden/norms.json and Golden/attention.json: what PyTorch 1.13.1 computes for every option of every loss, the
first hundred losses of two models trained from a seed, what normalisation layers remember of three
batches, and what attention gives. Run with a Python that has PyTorch 1.13.1; --only NAME makes the rows of one loss or layer and leaves the
others. What agrees with the files within a tolerance stays as it is there."""
import itertools
import json
import math
import pathlib
import sys

import torch
import torch.nn.functional as F

sys.path.append(str(pathlib.Path(__file__).parents[1] / "Golden"))
from rows import agree, arguments, update  # noqa: E402

HERE = pathlib.Path(__file__).parent / "Golden"
REDUCTIONS = ["none", "mean", "sum"]


def numbers(tensor, digits=15):
    def one(x):
        x = float(x)
        return str(x).replace("nan", "NaN").replace("inf", "Infinity") if math.isnan(x) or math.isinf(x) else float(f"{x:.{digits}g}")

    return [one(x) for x in tensor.detach().flatten().tolist()]


def tensor(t):
    return {"shape": list(t.shape), "dtype": str(t.dtype).split(".")[1], "values": numbers(t)}


def case(name, function, x, target, options, **tensors):
    """The loss, its gradient with a given v, and the gradient of <gradient, u>: first and second order."""
    x = x.detach().clone().requires_grad_()
    soft = target.is_floating_point()
    target = target.detach().clone().requires_grad_(soft)
    loss = function(x, target, **tensors, **options)
    v = torch.linspace(0.5, 1.5, loss.numel(), dtype=x.dtype).reshape(loss.shape)
    inputs = [x, target] if soft else [x]
    grads = torch.autograd.grad(loss, inputs, v, create_graph=True, allow_unused=True)
    u = torch.linspace(-1, 1, x.numel(), dtype=x.dtype).reshape(x.shape)
    second = [None] * len(inputs)
    if grads[0].requires_grad:
        second = torch.autograd.grad((grads[0] * u).sum(), inputs, allow_unused=True)
    second = [torch.zeros_like(i) if s is None else s for i, s in zip(inputs, second)]
    return {
        "loss": name,
        "input": tensor(x),
        "target": tensor(target),
        "tensors": {k: tensor(t) for k, t in tensors.items()},
        "options": {k: v for k, v in options.items()},
        "value": tensor(loss),
        "grads": [numbers(g) for g in grads],
        "second": [numbers(s) for s in second],
    }


def losses():
    torch.manual_seed(3)
    f64 = torch.float64
    x, p = torch.randn(2, 3, dtype=f64), torch.rand(2, 3, dtype=f64) * 0.9 + 0.05
    t, w, pw = torch.rand(2, 3, dtype=f64), torch.rand(3, dtype=f64) + 0.5, torch.rand(3, dtype=f64) * 3
    for reduction in REDUCTIONS:
        yield case("mse_loss", F.mse_loss, x, t, dict(reduction=reduction))
        for weights in [{}, {"weight": w}]:
            yield case("bce", F.binary_cross_entropy, p, t, dict(reduction=reduction), **weights)
            for positive in [{}, {"pos_weight": pw}]:
                yield case("bce_with_logits", F.binary_cross_entropy_with_logits, x * 4, t, dict(reduction=reduction), **weights, **positive)
    hard = torch.tensor([0.0, 1, 0, 1, 1, 0], dtype=f64)
    edge = torch.tensor([0.0, 1, 1, 0, 2.0**-30, 1 - 2.0**-20], dtype=f64)
    far = torch.tensor([-800.0, 800, 800, -800, 1e-9, -30], dtype=f64)
    yield dict(case("bce", F.binary_cross_entropy, edge, hard, dict(reduction="none")), second=None)
    yield case("bce_with_logits", F.binary_cross_entropy_with_logits, far, hard, dict(reduction="none"))

    shapes = [((5, 4), (5,)), ((4,), ()), ((2, 4, 3), (2, 3)), ((2, 4, 2, 3), (2, 2, 3)), ((0, 4), (0,))]
    for (shape, places), reduction, weighted, ignored in itertools.product(shapes, REDUCTIONS, [False, True], [False, True]):
        logits = torch.randn(shape, dtype=f64)
        classes = torch.randint(0, 4, places)
        weights = {"weight": torch.rand(4, dtype=f64) + 0.5} if weighted else {}
        options = dict(reduction=reduction, ignore_index=2 if ignored else -100)
        if ignored and classes.numel() > 1:
            classes.view(-1)[1] = 2
        dim = 0 if len(shape) == 1 else 1
        yield case("nll_loss", F.nll_loss, logits.log_softmax(dim), classes, options, **weights)
        for smoothing in [0.0, 0.1]:
            yield case("cross_entropy", F.cross_entropy, logits, classes, dict(label_smoothing=smoothing, **options), **weights)
            if not ignored:
                soft = torch.rand(shape, dtype=f64).softmax(dim)
                yield case("cross_entropy", F.cross_entropy, logits, soft, dict(label_smoothing=smoothing, reduction=reduction), **weights)

    all_ignored = torch.full((3,), -100)
    for reduction in REDUCTIONS:
        yield case("cross_entropy", F.cross_entropy, torch.randn(3, 4, dtype=f64), all_ignored, dict(reduction=reduction))


def mlp():
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(784, 100), torch.nn.Sigmoid(), torch.nn.Linear(100, 10))
    images, labels = torch.rand(1000, 784), torch.randint(0, 10, (1000,))
    return model, images, labels, torch.optim.Adam(model.parameters(), lr=1e-3), 100


def cnn():
    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 3), torch.nn.ReLU(), torch.nn.AvgPool2d(2), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(676, 10))
    images, labels = torch.rand(100, 1, 28, 28), torch.randint(0, 10, (100,))
    return model, images, labels, torch.optim.SGD(model.parameters(), lr=1e-2), 1


def train(model, images, labels, optimizer, batch):
    found = []
    for step in range(100):
        start = step * batch % len(images)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images[start:start + batch]), labels[start:start + batch])
        loss.backward()
        optimizer.step()
        found.append(float(f"{loss.item():.9g}"))
    return found


def norms():
    """Three batches in training and one in evaluation: the outputs of the last two, the gradient of the first, and the state."""
    torch.manual_seed(4)
    shapes = {"BatchNorm1d": [(6, 3), (4, 3, 5)], "BatchNorm2d": [(2, 3, 4, 2)], "BatchNorm3d": [(2, 3, 2, 2, 2)],
              "InstanceNorm1d": [(2, 3, 5), (3, 5)], "InstanceNorm2d": [(2, 3, 4, 2), (3, 4, 2)], "InstanceNorm3d": [(2, 3, 2, 2, 2)]}
    for name, sizes in shapes.items():
        for shape, affine, track, momentum in itertools.product(sizes, [False, True], [False, True], [0.3, None]):
            if momentum is None and (not name.startswith("Batch") or not track):
                continue
            layer = getattr(torch.nn, name)(3, momentum=momentum, affine=affine, track_running_stats=track, dtype=torch.float64)
            if affine:
                layer.load_state_dict(dict(layer.state_dict(), weight=torch.tensor([0.5, -1, 2]).double(), bias=torch.tensor([1, 0.25, -3]).double()))
            batches = [(torch.randn(shape, dtype=torch.float64) * 16 + 8).round() / 8 for _ in range(4)]
            first = batches[0].clone().requires_grad_()
            layer(first).cos().sum().backward()
            layer(batches[1])
            trained = layer(batches[2])
            layer.eval()
            evaluated = layer(batches[3])
            yield {
                "layer": name, "affine": affine, "track": track, "momentum": momentum,
                "batches": [tensor(b) for b in batches],
                "grad": numbers(first.grad, 12), "trained": numbers(trained, 12), "evaluated": numbers(evaluated, 12),
                "state": {k: numbers(v, 12) for k, v in layer.state_dict().items()},
            }


def attention():
    """A layer from a seed, and what it gives for the same inputs under every kind of mask."""
    for batch_first, bias, sizes, masks in itertools.product([False, True], [False, True], [{}, {"kdim": 3, "vdim": 5}], ["none", "bool", "float", "heads"]):
        torch.manual_seed(2)
        layer = torch.nn.MultiheadAttention(6, 2, bias=bias, batch_first=batch_first, **sizes)
        state = {k: numbers(v, 9) for k, v in layer.state_dict().items()}
        inputs = [(torch.randn((2, n, size)) * 8).round() / 8 for n, size in [(4, 6), (5, sizes.get("kdim", 6)), (5, sizes.get("vdim", 6))]]
        padding = torch.tensor([[False, False, True, False, True], [False] * 5])
        mask = torch.ones(4, 5).triu(2).bool()
        given = {"none": {}, "bool": dict(attn_mask=mask, key_padding_mask=padding), "float": dict(attn_mask=mask.float() * -0.5),
                 "heads": dict(attn_mask=torch.stack([mask, mask.flip(0), mask.flip(1), ~mask.flip(1)]) & torch.tensor([False, True, True, True, True]))}[masks]
        output, weights = layer(*[i if batch_first else i.transpose(0, 1) for i in inputs], average_attn_weights=masks != "heads", **given)
        yield {
            "batch_first": batch_first, "bias": bias, "sizes": sizes, "masks": masks, "state": state, "inputs": [tensor(i) for i in inputs],
            **{k: tensor(v) for k, v in given.items()}, "output": numbers(output, 9), "weights": numbers(weights, 9),
        }


def update_training():
    path = HERE / "training.json"
    found = {"mlp": train(*mlp()), "cnn": train(*cnn())}
    if not agree(json.loads(path.read_text()), found, 1e-4, 1e-6):
        path.write_text(json.dumps(found) + "\n")
        print("training.json: changed")


ATTENTION = "MultiheadAttention"
only = arguments(__doc__).only
FILES = {
    "losses.json": (losses, lambda row: row["loss"], 1e-11),
    "norms.json": (norms, lambda row: row["layer"], 1e-9),
    "attention.json": (attention, lambda row: ATTENTION, 1e-6),
}
unknown = set(only or [])
for file, (rows, name, rtol) in FILES.items():
    made = list(rows())
    wanted = set(map(name, made)) & set(only or [])
    unknown -= wanted
    if not only or wanted:
        update(HERE / file, made, name, wanted or None, rtol=rtol, atol=rtol / 100)
if unknown:
    sys.exit(f"there is no row called {', '.join(sorted(unknown))}")
if not only:
    update_training()
