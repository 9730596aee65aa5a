"""Writes Golden/optimizers.json: the trajectories that PyTorch's optimizers take, for every combination of options.

Run with a Python that has PyTorch 1.13.1; --only NAME makes the rows of one optimizer and leaves the others. Two parameters (13 elements, and 3 without a gradient at every third step) in float64 and
float32; the gradients are pseudo-random, so that the optimizer alone is judged. What PyTorch 1.13.1 does not have is computed in NumPy, from the
papers: papers.py beside this file. LBFGS is judged on a loss of its own, since it computes the gradients itself.
"""
import itertools
import pathlib
import sys

import torch

sys.path.append(str(pathlib.Path(__file__).parents[1] / "Golden"))
from rows import arguments, update  # noqa: E402

sys.path.append(str(pathlib.Path(__file__).parent))
import papers  # noqa: E402

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
    for options in combinations(lambd=[1e-4, 0.3], alpha=[0.75, 0.4], t0=[1e6, 2], weight_decay=[0, 0.1], maximize=[False, True]):
        yield "ASGD", dict(lr=0.05, **options)
    for options in combinations(betas=[(0.9, 0.99), (0.5, 0.7)], weight_decay=[0, 0.1], maximize=[False, True]):
        yield "Lion", dict(lr=0.05, **options)
    for options in combinations(betas=[(0.9, 0.999), (0.5, 0.7)], eps=[1e-6, 0.1], weight_decay=[0, 0.1], maximize=[False, True]):
        yield "Lamb", dict(lr=0.05, **options)
    for options in combinations(beta2_decay=[-0.8, -0.3], eps1=[0, 1e-3], eps2=[1e-3, 0.5], d=[1, 0.1], weight_decay=[0, 0.1]):
        yield "Adafactor", dict(lr=0.05, maximize=options["d"] == 0.1, **options)
    for options in combinations(weight_decay=[0, 0.1], momentum=[0.95, 0.3], nesterov=[False, True], ns_steps=[5, 2], match_rms_adamw=[False, True]):
        yield "Muon", dict(lr=0.05, **options)
    for options in combinations(line_search_fn=[None, "strong_wolfe"], history_size=[100, 2], max_iter=[20, 3], tolerance_change=[1e-9, 1e-2]):
        yield "LBFGS", dict(lr=0.3 if options["line_search_fn"] is None else 1, **options)


# The shapes of the two parameters, where they are not vectors.
SHAPES = {"Adafactor": ((4, 6), (3,)), "Muon": ((4, 6), (5, 1, 3))}


def run(name, options, dtype):
    torch.manual_seed(1)
    torch.set_default_dtype(dtype)  # ASGD rounds its rate to this
    shapes = SHAPES.get(name, ((13,), (3,)))
    first = torch.rand(shapes[0], dtype=dtype).sub_(0.5).requires_grad_()
    second = torch.rand(shapes[1], dtype=dtype).requires_grad_()
    if name == "LBFGS":
        return run_closure(torch.optim.LBFGS([first, second], **options), first, second)
    make = getattr(torch.optim, name, None) or getattr(papers, name)
    optimizer = make([first, second], **options)
    after = []
    for step in range(STEPS):
        first.grad = torch.rand(shapes[0], dtype=dtype).sub_(0.5)
        second.grad = None if step % 3 == 1 else torch.rand(shapes[1], dtype=dtype).sub_(0.5)
        optimizer.step()
        after.append(first.flatten().tolist() + second.flatten().tolist())
    return after


def run_closure(optimizer, first, second):
    """A curved valley in the first parameter, and a bowl in the second."""
    def closure():
        optimizer.zero_grad(set_to_none=True)
        loss = (1 - first[:-1]).square().sum() + 2 * (first[1:] - first[:-1].square()).square().sum() + (second + 1 / second.exp()).sum()
        loss.backward()
        return loss

    after = []
    for _ in range(STEPS):
        optimizer.step(closure)
        after.append(first.tolist() + second.tolist())
    return after


# Options that are pairs in PyTorch, and the hyper-parameters here.
PAIRS = {"betas": ("beta1", "beta2"), "etas": ("eta_minus", "eta_plus"), "step_sizes": ("step_size_min", "step_size_max")}


def flat(options):
    for name, value in options.items():
        yield from zip(PAIRS[name], value) if name in PAIRS else [(name, float(value == "strong_wolfe" if name == "line_search_fn" else value))]


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
