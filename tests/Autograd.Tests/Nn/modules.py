#!/usr/bin/python3
"""Writes Golden/modules.json: what PyTorch gives for every row of ModuleCases*.cs, the table of layers and losses: the output, and the gradients
by the inputs and the parameters. Run with a Python that has PyTorch 1.13.1; --only NAME makes the rows of those names and leaves the others."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import torch
import torch.nn.functional as F
from torch import nn

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "Golden"))  # before generate.py of this folder
from generate import tensor  # noqa: E402
from rows import arguments, update  # noqa: E402


def export_table(path):
    """Has the tests write the table, with the inputs."""
    subprocess.run(
        ["dotnet", "test", HERE.parent, "-c", "Release", "--nologo", "--filter", "FullyQualifiedName~ModuleExport"],
        check=True, env=dict(os.environ, AUTOGRAD_EXPORT_MODULES=path))
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def numbers(values):
    return [float(f"{x:.15g}") for x in values.detach().flatten().tolist()]


def answer(row):
    torch.manual_seed(0)
    module = eval(row["torch"], {"torch": torch, "nn": nn, "F": F})
    parameters = {}
    if isinstance(module, nn.Module):
        parameters = dict(module.double().named_parameters())
    x = [tensor(entry) for entry in row["inputs"]]
    inputs = [i.requires_grad_() for i, entry in zip(x, row["inputs"]) if entry["grad"]]
    out = module(*x)
    out = out[0] if isinstance(out, tuple) else out
    (out * torch.linspace(0.5, 1.5, out.numel(), dtype=out.dtype).reshape(out.shape)).sum().backward()
    return {
        "module": row["module"], "torch": row["torch"], "digest": row["digest"],
        "out": {"shape": list(out.shape), "dtype": "float64", "values": numbers(out)},
        "grads": [numbers(i.grad) for i in inputs],
        "parameters": {name: numbers(p.grad) for name, p in parameters.items()},
    }


def main():
    torch.set_num_threads(1)
    only = arguments(__doc__).only
    with tempfile.TemporaryDirectory() as folder:
        table = export_table(os.path.join(folder, "modules.json"))
    rows = (answer(row) for row in table if not only or row["module"] in only)
    update(HERE / "Golden" / "modules.json", rows, lambda row: row["module"], only, rtol=1e-11, atol=1e-12)


if __name__ == "__main__":
    main()
