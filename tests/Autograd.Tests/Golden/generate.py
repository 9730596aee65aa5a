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

from rows import arguments

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
KINDS = {code: np.dtype(kind) for kind, code in DTYPES.values()}

# How far values may differ from those of the file, relative to the largest: another machine's last digits are no news.
TOLERANCES = {torch.float64: 1e-9, torch.float32: 1e-4}


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
    return eval(expression, {"torch": torch, "F": F, "nn": torch.nn, "x": x, "after": after})


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


def read(path):
    """The tensors and texts of a golden file; none where there is no file."""
    if not os.path.exists(path):
        return {}, {}
    with open(path, "rb") as file:
        content = file.read()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:start])
    texts = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        values = np.frombuffer(content[start + first:start + last], KINDS[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(values.copy())
    return tensors, texts


def agree(old, new):
    """Whether two sets of tensors say the same, within a tolerance."""
    if old.keys() != new.keys():
        return False
    for name, a in old.items():
        b = new[name].detach()
        if a.shape != b.shape or a.dtype != b.dtype:
            return False
        if a.dtype not in TOLERANCES:
            if not torch.equal(a, b):
                return False
            continue
        finite = a.isfinite()
        if not torch.equal(finite, b.isfinite()) or not torch.equal(a[~finite].nan_to_num(0.5), b[~finite].nan_to_num(0.5)):
            return False
        largest = max(1.0, float(a[finite].abs().max())) if finite.any() else 1.0
        if ((a[finite] - b[finite]).abs() > TOLERANCES[a.dtype] * largest).any():
            return False
    return True


def evaluated(draw):
    """The tensors and texts of a draw, and a complaint where PyTorch refuses what it should not."""
    key, texts = draw["key"], {draw["key"]: draw["digest"]}
    try:
        return {f"{key}/{name}": value for name, value in answer(draw).items()}, texts, None
    except (RuntimeError, IndexError, ValueError, TypeError, AssertionError) as error:
        texts[key + "/error"] = str(error).split("\n")[0][:100]
        return {}, texts, None if draw["kind"] == "Sizes" else f"{key}: {draw['expression']}: {error}"


def named(draw, only):
    """Whether a draw's row has one of the names, or one of them up to a dot: amax is amax.keep and amax.ties too."""
    row = draw["key"].split("/")[0]
    return any(row == name or row.startswith(name + ".") for name in only)


def make(path, draws, only):
    """Brings one file up to date; returns how many of its draws are new or changed, and what went wrong."""
    old_tensors, old_texts = read(path)
    by_draw = defaultdict(dict)
    for name, value in old_tensors.items():
        by_draw[name.rsplit("/", 1)[0]][name] = value
    tensors, texts, changed, complaints = {}, {}, 0, []
    for draw in draws:
        key = draw["key"]
        known = {name: old_texts[name] for name in (key, key + "/error") if name in old_texts}
        if only and not named(draw, only):
            if known:
                tensors.update(by_draw[key])
                texts.update(known)
            continue
        found, text, complaint = evaluated(draw)
        if complaint:
            complaints.append(complaint)
        if text == known and agree(by_draw[key], found):
            found, text = by_draw[key], known
        else:
            changed += 1
        tensors.update(found)
        texts.update(text)
    gone = old_texts.keys() - texts.keys() - {"torch"}
    if (changed or gone) and not complaints:
        write(path, tensors, {"torch": torch.__version__, **texts})
    return changed, complaints


def main():
    only = arguments(__doc__).only
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        draws = export_table(os.path.join(folder, "table.json"))
    missing = [name for name in only or [] if not any(named(draw, [name]) for draw in draws)]
    if missing:
        sys.exit(f"there is no row called {', '.join(missing)}")
    families = defaultdict(list)
    for draw in draws:
        families[draw["family"]].append(draw)
    failed = []
    for family, of_family in families.items():
        if only and not any(named(draw, only) for draw in of_family):
            continue
        changed, complaints = make(os.path.join(HERE, family + ".safetensors"), of_family, only)
        failed += complaints
        if changed:
            print(f"{family}.safetensors: {len(of_family)} draws, {changed} of them new or changed")
    if failed:
        sys.exit("PyTorch refuses ordinary values; the files of these rows are as they were:\n" + "\n".join(failed))
    print(f"{len(draws)} draws in the table, torch {torch.__version__}")


if __name__ == "__main__":
    main()
