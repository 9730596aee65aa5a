"""Writes Golden/lineage.json: the losses of the lineage's 64x1000x100x10 regression in PyTorch 1.13.1, for plain gradient descent and for the
module with Adam, in both precisions. Run with a Python that has PyTorch 1.13.1."""
import json
import pathlib

import torch

torch.set_num_threads(1)


def lineage(dtype, steps):
    torch.manual_seed(0)
    x, y = torch.randn(64, 1000, dtype=dtype), torch.randn(64, 10, dtype=dtype)
    w1 = torch.randn(1000, 100, dtype=dtype).requires_grad_()
    w2 = torch.randn(100, 10, dtype=dtype).requires_grad_()
    sgd, adam = [], []
    for _ in range(steps):
        loss = ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum()
        loss.backward()
        sgd.append(loss.item())
        with torch.no_grad():
            for w in (w1, w2):
                w -= 1e-6 * w.grad
                w.grad = None
    model = torch.nn.Sequential(torch.nn.Linear(1000, 100, dtype=dtype), torch.nn.ReLU(), torch.nn.Linear(100, 10, dtype=dtype))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
    for _ in range(steps):
        loss = torch.nn.functional.mse_loss(model(x), y, reduction="sum")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        adam.append(loss.item())
    return {"sgd": sgd, "adam": adam}


# Float32 losses only as far as they are comparable: rounding errors grow from step to step.
golden = {"float32": lineage(torch.float32, 100), "float64": lineage(torch.float64, 500)}
path = pathlib.Path(__file__).parent / "Golden" / "lineage.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps(golden).replace('"float64"', '\n"float64"').replace('"adam"', '\n"adam"') + "\n")
