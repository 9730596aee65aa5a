"""Writes Golden/schedules.json: the rates (and momenta) of two groups under PyTorch's schedules, step by step.

Run with a Python that has PyTorch 1.13.1; --only NAME makes the rows of one schedule and leaves the others.
"""
import itertools
import math
import pathlib
import sys

import torch
from torch.optim import lr_scheduler
from torch.optim.swa_utils import SWALR

sys.path.append(str(pathlib.Path(__file__).parents[1] / "Golden"))
from rows import arguments, update  # noqa: E402

STEPS = 23


def combinations(**options):
    for values in itertools.product(*options.values()):
        yield dict(zip(options, values))


def cases():
    for o in combinations(step_size=[1, 4], gamma=[0.1, 0.7]):
        yield "StepLR", o
    for o in combinations(milestones=[[3, 9, 9, 15], [0, 5]], gamma=[0.1, 0.7]):
        yield "MultiStepLR", o
    for o in combinations(factor=[1 / 3, 1.0], total_iters=[1, 6]):
        yield "ConstantLR", o
    for o in combinations(start_factor=[1 / 3, 1.0], end_factor=[1.0, 0.25], total_iters=[1, 7]):
        yield "LinearLR", o
    for o in combinations(gamma=[0.9, 1.05]):
        yield "ExponentialLR", o
    for o in combinations(total_iters=[1, 9, 40], power=[1.0, 2.5]):
        yield "PolynomialLR", o
    for o in combinations(T_max=[1, 5, 30], eta_min=[0, 0.01]):
        yield "CosineAnnealingLR", o
    for o in combinations(T_0=[1, 4], T_mult=[1, 2], eta_min=[0, 0.01]):
        yield "CosineAnnealingWarmRestarts", o
    for o in combinations(step_size_up=[4, 7], step_size_down=[None, 2], mode=["triangular", "triangular2", "exp_range"], cycle_momentum=[True, False]):
        yield "CyclicLR", dict(base_lr=[0.01, 0.02], max_lr=0.3, gamma=0.95 if o["mode"] == "exp_range" else 1.0, **o)
    for o in combinations(pct_start=[0.3, 0.5], anneal_strategy=["cos", "linear"], cycle_momentum=[True, False], three_phase=[False, True]):
        yield "OneCycleLR", dict(max_lr=[0.5, 0.25], total_steps=STEPS + 1, div_factor=10.0, final_div_factor=100.0, **o)
    for o in combinations(mode=["min", "max"], threshold_mode=["rel", "abs"], patience=[0, 2], cooldown=[0, 2], min_lr=[[0.0, 0.0], [0.02, 0.01]]):
        yield "ReduceLROnPlateau", dict(factor=0.5, threshold=0.05, **o)
    yield "LambdaLR", {}
    yield "MultiplicativeLR", {}
    for o in combinations(anneal_strategy=["cos", "linear"], anneal_epochs=[0, 1, 6]):
        yield "SWALR", dict(swa_lr=[0.01, 0.3], **o)
    for name in ["a", "b", "c"]:
        yield "SequentialLR", dict(which=name)
        yield "ChainedScheduler", dict(which=name)


def factor(epoch):
    return 1 / (1 + 0.2 * epoch)


def metric(epoch):
    """Falls, and then swings."""
    return 2 / (1 + epoch) + 0.3 * math.sin(epoch)


def make(name, options, optimizer):
    if name == "LambdaLR":
        return lr_scheduler.LambdaLR(optimizer, [factor, lambda epoch: 0.9 ** epoch])
    if name == "MultiplicativeLR":
        return lr_scheduler.MultiplicativeLR(optimizer, factor)
    if name == "SWALR":
        return SWALR(optimizer, **options)
    if name in ("SequentialLR", "ChainedScheduler"):
        parts = {
            "a": lambda: [lr_scheduler.LinearLR(optimizer, 0.25, total_iters=5), lr_scheduler.CosineAnnealingLR(optimizer, 12)],
            "b": lambda: [lr_scheduler.ConstantLR(optimizer, 0.5, 3), lr_scheduler.ExponentialLR(optimizer, 0.9), lr_scheduler.StepLR(optimizer, 3)],
            "c": lambda: [lr_scheduler.MultiplicativeLR(optimizer, factor), lr_scheduler.LambdaLR(optimizer, factor)],
        }[options["which"]]()
        if name == "ChainedScheduler":
            return lr_scheduler.ChainedScheduler(parts)
        return lr_scheduler.SequentialLR(optimizer, parts, {"a": [5], "b": [4, 11], "c": [6]}[options["which"]])
    return getattr(lr_scheduler, name)(optimizer, **options)


def run(name, options):
    parameters = [torch.ones(1, requires_grad=True) for _ in range(2)]
    optimizer = torch.optim.SGD([{"params": [parameters[0]]}, {"params": [parameters[1]], "lr": 0.05}], lr=0.1, momentum=0.5)
    scheduler = make(name, options, optimizer)
    steps = []
    for step in range(STEPS + 1):
        steps.append([group[key] for key in ("lr", "momentum") for group in optimizer.param_groups])
        optimizer.step()
        if step < STEPS:
            if name == "ReduceLROnPlateau":
                scheduler.step(metric(step))
            else:
                scheduler.step()
    return steps


def rows(only):
    for name, options in cases():
        if not only or name in only:
            yield {"schedule": name, "options": options, "steps": [[float(f"{x:.15g}") for x in step] for step in run(name, options)]}


only = arguments(__doc__).only
update(pathlib.Path(__file__).parent / "Golden" / "schedules.json", rows(only), lambda row: row["schedule"], only, rtol=1e-12, atol=1e-15)
