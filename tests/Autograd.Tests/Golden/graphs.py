#!/usr/bin/python3
"""Makes graphs.safetensors: what PyTorch answers to the random graphs. See README.md beside this file."""
import json
import os
import subprocess
import sys
import tempfile

import torch
import torch.nn.functional as F

from generate import HERE, after, write


def export_graphs(path):
    environment = dict(os.environ, AUTOGRAD_EXPORT_GRAPHS=path)
    subprocess.run(
        ["dotnet", "test", os.path.join(HERE, ".."), "-c", "Release", "--nologo", "--filter", "FullyQualifiedName~GraphExport"],
        check=True, env=environment)
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def weighted(x):
    weights = ((torch.arange(x.numel()) * 5 + 3) % 13 - 5.5) / 8
    return (x * weights.reshape(x.shape).to(x.dtype)).sum()


def run(graph, ops, dtype):
    """The weighted sum of each value when it has just been made, the loss, and its gradient by each leaf."""
    leaves = [torch.tensor(leaf["values"], dtype=dtype).reshape(leaf["shape"]).requires_grad_() for leaf in graph["leaves"]]
    values, sums = list(leaves), []
    for step in graph["steps"]:
        names = {"torch": torch, "F": F, "after": after, "x": [values[i] for i in step["x"]], "n": step["n"]}
        value = eval(ops[step["op"]], names)
        if list(value.shape) != step["shape"]:
            raise RuntimeError(f"{step}: the shape is {list(value.shape)}")
        values.append(value)
        sums.append(weighted(value.detach().double()))
    loss = sum(weighted(values[i]) for i in graph["ends"])
    gradients = torch.autograd.grad(loss, leaves, allow_unused=True)
    return sums + [loss.detach().double()], [torch.zeros_like(x) if g is None else g for g, x in zip(gradients, leaves)]


def main():
    torch.set_num_threads(1)
    # With oneDNN, PyTorch's float32 gradient of one of the graphs differs from run to run, with NaN among its elements; without, it is that
    # of its float64.
    torch._C._set_mkldnn_enabled(False)
    with tempfile.TemporaryDirectory() as folder:
        exported = export_graphs(os.path.join(folder, "graphs.json"))
    ops = {name: compile(expression, name, "eval") for name, expression in exported["table"]["ops"].items()}
    tensors, steps = {}, 0
    for dtype, suffix in ((torch.float64, ""), (torch.float32, "32")):
        sums, gradients = [], []
        for number, graph in enumerate(exported["table"]["graphs"]):
            try:
                made, grads = run(graph, ops, dtype)
            except (RuntimeError, IndexError, TypeError) as error:
                sys.exit(f"graph {number}: {json.dumps(graph)}: {error}")
            sums += made
            gradients += [g.reshape(-1) for g in grads]
            steps += len(graph["steps"])
        tensors["sums" + suffix] = torch.stack(sums).to(dtype)
        tensors["gradients" + suffix] = torch.cat(gradients)
    path = os.path.join(HERE, "graphs.safetensors")
    write(path, tensors, {"torch": torch.__version__, "digest": exported["digest"]})
    print(f"{len(exported['table']['graphs'])} graphs, {steps // 2} steps, {os.path.getsize(path)} bytes, torch {torch.__version__}")


if __name__ == "__main__":
    main()
