#!/usr/bin/python3
"""Makes the golden files: what PyTorch answers to every row of the op table. See README.md beside this file."""
import base64
import json
import os
import struct
import subprocess
import sys
import tempfile
import warnings
import zlib
from collections import defaultdict

import numpy as np
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
DTYPES = {
    "Bool": (np.bool_, "BOOL"),
    "UInt8": (np.uint8, "U8"),
    "Int32": (np.int32, "I32"),
    "Int64": (np.int64, "I64"),
    "Float32": (np.float32, "F32"),
    "Float64": (np.float64, "F64"),
}
CODES = {np.dtype(kind): code for kind, code in DTYPES.values()}


def after(c, change):
    """Changes c and returns it: for expressions that must show what a change in place did."""
    change(c)
    return c


def export_table(path):
    """Has the tests write the table; returns its draws."""
    environment = dict(os.environ, AUTOGRAD_EXPORT_TABLE=path)
    subprocess.run(
        ["dotnet", "test", os.path.join(HERE, ".."), "-c", "Release", "--nologo", "--filter", "FullyQualifiedName~TableExport"],
        check=True, env=environment)
    with open(path, encoding="utf-8") as table:
        return json.load(table)


def tensor(entry):
    values = np.frombuffer(base64.b64decode(entry["data"]), DTYPES[entry["dtype"]][0])
    return torch.from_numpy(values.reshape(entry["shape"]).copy())


def evaluate(expression, x):
    return eval(expression, {"torch": torch, "F": F, "x": x, "after": after})


def gradients(outputs, x, seeds):
    """The gradients of Σ outputs·seeds; zeros where the outputs do not depend on an input."""
    pairs = [(y, v) for y, v in zip(outputs, seeds) if y.requires_grad]
    if not pairs or not x:
        return [torch.zeros_like(i) for i in x]
    found = torch.autograd.grad([y for y, _ in pairs], x, [v for _, v in pairs], create_graph=True, allow_unused=True)
    # A "zero tensor" of PyTorch's has no memory behind it, and whoever reads it reads what happens to lie there.
    return [torch.zeros_like(i) if g is None or torch._is_zerotensor(g) else g for g, i in zip(found, x)]


def answer(draw):
    """What PyTorch makes of a draw: the output, the gradients for a fixed v, and the gradients of those, for fixed weights w, by the inputs and by v."""
    x = [tensor(entry) for entry in draw["inputs"]]
    differentiable = [i.requires_grad_() for i, entry in zip(x, draw["inputs"]) if entry["grad"]]
    out = evaluate(draw["expression"], x)
    result = {"out": out}
    torch.manual_seed(zlib.crc32(draw["key"].encode()))
    if out.is_floating_point() and draw["kind"] == "Sizes":
        # Where PyTorch has the value but fails at its gradient, there is nothing to compare the gradient with.
        try:
            add_gradients(draw, out, differentiable, result)
        except RuntimeError:
            result = {"out": out}
    elif out.is_floating_point():
        add_gradients(draw, out, differentiable, result)
    if draw["kind"] == "Values":
        result["out32"] = evaluate(draw["expression"], [i.detach().float() if i.dtype == torch.float64 else i.detach() for i in x])
    return result


def add_gradients(draw, out, differentiable, result):
    v = torch.rand(out.shape, dtype=torch.float64).mul(2).sub(1).to(out.dtype).requires_grad_()
    first = gradients([out], differentiable, [v])
    result["v"] = v
    result.update({f"grad{i}": g for i, g in enumerate(first)})
    if draw["second"]:
        w = [torch.rand(g.shape, dtype=torch.float64).mul(2).sub(1).to(g.dtype) for g in first]
        result.update({f"w{i}": g for i, g in enumerate(w)})
        result.update({f"second{i}": g for i, g in enumerate(gradients(first, differentiable + [v], w))})


def write(path, tensors, texts):
    header, data = {"__metadata__": texts}, bytearray()
    for name, value in tensors.items():
        values = np.ascontiguousarray(value.detach().numpy())
        start = len(data)
        data += values.tobytes()
        header[name] = {"dtype": CODES[values.dtype], "shape": list(value.shape), "data_offsets": [start, len(data)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        draws = export_table(os.path.join(folder, "table.json"))
    tensors, texts, refused, failed = defaultdict(dict), defaultdict(lambda: {"torch": torch.__version__}), 0, 0
    for draw in draws:
        family, key = draw["family"], draw["key"]
        texts[family][key] = draw["digest"]
        try:
            found = answer(draw)
        except (RuntimeError, IndexError, ValueError, TypeError, AssertionError) as error:
            if draw["kind"] != "Sizes":
                print(f"{key}: {draw['expression']}: {error}", file=sys.stderr)
                failed += 1
            texts[family][key + "/error"] = str(error).split("\n")[0][:100]
            refused += 1
            continue
        tensors[family].update({f"{key}/{name}": value for name, value in found.items()})
    if failed:
        sys.exit(f"PyTorch refuses {failed} draws of ordinary values: nothing is written")
    total = 0
    for family in texts:
        path = os.path.join(HERE, family + ".safetensors")
        write(path, tensors[family], texts[family])
        total += os.path.getsize(path)
    print(f"{len(draws)} draws ({refused} refused), {sum(map(len, tensors.values()))} tensors, {total} bytes, torch {torch.__version__}")


if __name__ == "__main__":
    main()
