"""Writes Golden/optimizers.json: the trajectories that PyTorch's optimizers take, for every combination of options.

Run with a Python that has PyTorch 1.13.1; --only NAME makes the rows of one optimizer and leaves the others. Two parameters (13 elements, and 3 without a gradient at every third step) in float64 and
float32; the gradients are pseudo-random, so that the optimizer alone is judged.
"""
import itertools
import pathlib
import sys

import torch

sys.path.append(str(pathlib.Path(__file__).parents[1] / "Golden"))
from rows import arguments, update  # noqa: E402

STEPS = 7


def combinations(**options):
    for values in itertools.product(*options.values()):
        yield dict(zip(options, values))


def cases():
    for options in combinations(momentum=[0, 0.9], dampening=[0, 0.3], weight_decay=[0, 0.1], nesterov=[False, True], maximize=[False, True]):
        if options["nesterov"] and (options["momentum"] == 0 or options["dampening"] != 0):
            continue
        yield "SGD", dict(lr=0.05, **options)
    for name in ["Adam", "AdamW"]:
        for options in combinations(betas=[(0.9, 0.999), (0.5, 0.7)], weight_decay=[0, 0.1], amsgrad=[False, True], maximize=[False, True]):
            yield name, dict(lr=0.05, eps=1e-8, **options)
    for options in combinations(alpha=[0.99, 0.6], momentum=[0, 0.9], weight_decay=[0, 0.1], centered=[False, True], maximize=[False, True]):
        yield "RMSprop", dict(lr=0.05, eps=1e-8, **options)
    for options in combinations(lr_decay=[0, 0.1], weight_decay=[0, 0.1], initial_accumulator_value=[0, 0.5], maximize=[False, True]):
        yield "Adagrad", dict(lr=0.05, eps=1e-10, **options)
    for options in combinations(rho=[0.9, 0.5], weight_decay=[0, 0.1], maximize=[False, True]):
        yield "Adadelta", dict(lr=0.7, eps=1e-6, **options)
    for options in combinations(betas=[(0.9, 0.999), (0.5, 0.7)], weight_decay=[0, 0.1], maximize=[False, True]):
        yield "Adamax", dict(lr=0.05, eps=1e-8, **options)
    for options in combinations(betas=[(0.9, 0.999), (0.5, 0.7)], weight_decay=[0, 0.1], momentum_decay=[4e-3, 0.1]):
        yield "NAdam", dict(lr=0.05, eps=1e-8, **options)
    for options in combinations(betas=[(0.9, 0.999), (0.5, 0.9)], weight_decay=[0, 0.1]):
        yield "RAdam", dict(lr=0.05, eps=1e-8, **options)
    for options in combinations(etas=[(0.5, 1.2), (0.3, 2.5)], step_sizes=[(1e-6, 50), (0.02, 0.06)], maximize=[False, True]):
        yield "Rprop", dict(lr=0.05, **options)


def run(name, options, dtype):
    torch.manual_seed(1)
    first = torch.rand(13, dtype=dtype).sub_(0.5).requires_grad_()
    second = torch.rand(3, dtype=dtype).requires_grad_()
    optimizer = getattr(torch.optim, name)([first, second], **options)
    after = []
    for step in range(STEPS):
        first.grad = torch.rand(13, dtype=dtype).sub_(0.5)
        second.grad = None if step % 3 == 1 else torch.rand(3, dtype=dtype).sub_(0.5)
        optimizer.step()
        after.append(first.tolist() + second.tolist())
    return after


# Options that are pairs in PyTorch, and the hyper-parameters here.
PAIRS = {"betas": ("beta1", "beta2"), "etas": ("eta_minus", "eta_plus"), "step_sizes": ("step_size_min", "step_size_max")}


def flat(options):
    for name, value in options.items():
        yield from zip(PAIRS[name], value) if name in PAIRS else [(name, float(value))]


def rows(only):
    for name, options in cases():
        if only and name not in only:
            continue
        yield {
            "optimizer": name,
            "options": dict(flat(options)),
            "float32": [[float(f"{x:.9g}") for x in step] for step in run(name, options, torch.float32)][-1:],
            "float64": [[float(f"{x:.15g}") for x in step] for step in run(name, options, torch.float64)][1::5],
        }


only = arguments(__doc__).only
update(pathlib.Path(__file__).parent / "Golden" / "optimizers.json", rows(only), lambda row: row["optimizer"], only, rtol=1e-12, atol=1e-14)
