#!/usr/bin/python3
"""Makes views.json: what PyTorch answers to small programs that take a view and write. See README.md beside this file.

A program is a row of words, one from each of the lists below; programs that differ in the last three words share a line. The answer is
"refused", or the loss and the gradients of the leaves x and w, each "-" where there is none."""
import itertools
import json
import os
import warnings

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
BASES = ["computed", "plain", "no_grad", "leaf"]
VIEWS = ["row", "transposed", "flat", "row of row", "split", "unbind", "detached", "row of detached"]
MODES = ["recorded", "no_grad", "no_grad, then recorded", "recorded, then no_grad"]  # the last two: a view of a view
BETWEEN = ["nothing", "requires_grad", "history", "no_grad write"]
WRITES = ["none", "view by 10", "view by w", "base by 3", "base by w", "sibling by 3", "sibling by w"]
WHERE = ["recorded", "no_grad"]
READS = ["base", "view", "both"]


def take(base, view):
    return {
        "row": lambda: base[0],
        "transposed": lambda: base.t(),
        "flat": lambda: base.view(4),
        "row of row": lambda: base[0:1][0],
        "split": lambda: base.split(1)[0],
        "slice": lambda: base[0:1],
        "unbind": lambda: base.unbind(0)[0],
        "detached": lambda: base.detach(),
        "row of detached": lambda: base.detach()[0],
    }[view]()


def run(base_kind, view_kind, mode, between, write, where, read):
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64, requires_grad=True)
    w = torch.tensor(5.0, dtype=torch.float64, requires_grad=True)
    if base_kind == "computed":
        base = x * 2
    elif base_kind == "plain":
        base = torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.float64)
    elif base_kind == "no_grad":
        with torch.no_grad():
            base = x * 2
    else:
        base = x
    first, _, then = mode.partition(", then ")
    with torch.set_grad_enabled(first == "recorded"):
        view = take(base, view_kind)
    if then:
        with torch.set_grad_enabled(then == "recorded"):
            view = view[0:1]
    if between == "requires_grad":
        if base.is_leaf:
            base.requires_grad_()
            if "no_grad" not in mode:
                # To PyTorch such a view is a leaf until the memory changes, and part of the base's graph from then on. Here it is at once.
                with torch.no_grad():
                    base.add_(0)
    elif between == "history":
        base.mul_(w)
    elif between == "no_grad write":
        with torch.no_grad():
            base.mul_(7)
    if write != "none":
        target, by = write.split(" by ")
        if target == "view" and where == "recorded":
            view.grad_fn  # PyTorch updates it on this occasion, but not in the check that refuses to write leaves
        factor = w if by == "w" else float(by)
        with torch.set_grad_enabled(where == "recorded"):
            {"view": lambda: view, "base": lambda: base, "sibling": lambda: base[:, 1]}[target]().mul_(factor)
    loss = 0
    if read != "view":
        loss = loss + base.sum()
    if read != "base":
        loss = loss + (view * 2).sum()
    if loss.requires_grad:
        loss.backward()
    leaf = base if base is not x and base.is_leaf and base.requires_grad else x
    return f"{loss.item():g} {text(leaf.grad)} {text(w.grad)}"


def answer(*program):
    try:
        return run(*program)
    except RuntimeError as error:
        if "multiple views" not in str(error):
            return "refused"
    try:
        # We return such views one by one, so the answer is that of the same view taken alone.
        return run(program[0], "row" if program[1] == "unbind" else "slice", *program[2:])
    except RuntimeError:
        return "refused"


def text(grad):
    return "-" if grad is None else ",".join(f"{g:g}" for g in grad.reshape(-1).tolist())


def main():
    warnings.simplefilter("ignore")
    answers = {}
    for program in itertools.product(BASES, VIEWS, MODES, BETWEEN, WRITES, WHERE, READS):
        if program[4] == "none" and program[5] != "recorded":
            continue
        answers.setdefault("|".join(program[:4]), []).append(answer(*program))
    with open(os.path.join(HERE, "views.json"), "w", encoding="utf-8") as file:
        file.write(f'{{\n"torch": "{torch.__version__}",\n"programs": {{\n')
        file.write(",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in answers.items()))
        file.write("\n}}\n")


if __name__ == "__main__":
    main()
