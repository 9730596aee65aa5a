"""Writes Golden/printing.json: what PyTorch 1.13.1 prints for some hundred tensors of every dtype, shape and range. Values repeat a short
cycle, so that long tensors take little room. Run with a Python that has PyTorch 1.13.1."""
import math
import pathlib
import random
import sys

import torch

sys.path.append(str(pathlib.Path(__file__).parents[1] / "Golden"))
from rows import update  # noqa: E402

OUT = pathlib.Path(__file__).parent / "Golden" / "printing.json"
SHAPES = [
    (), (1,), (3,), (7,), (30,), (1, 1), (2, 3), (5, 12), (2, 3, 4), (2, 1, 2, 3), (0,), (0, 3), (2, 0, 4),
    (1000,), (1001,), (40, 50), (7, 3, 60), (11, 11, 11), (2, 600), (1200, 1), (3, 7, 2, 30),
]
FLOATS = {
    "normal": lambda: random.gauss(0, 1),
    "whole": lambda: float(random.randint(-40, 40)),
    "wide": lambda: 10 ** random.uniform(-8, 8) * random.choice([1, -1]),
    "extreme": lambda: 10 ** random.uniform(-300, 300),
    "tiny": lambda: random.gauss(0, 1) * 1e-6,
    "large": lambda: random.gauss(0, 1) * 1e9,
    "zeros": lambda: random.choice([0.0, -0.0]),
    "specials": lambda: random.choice([math.nan, math.inf, -math.inf, random.gauss(0, 1)]),
    "nowhere finite": lambda: random.choice([math.nan, math.inf]),
    "whole specials": lambda: random.choice([math.nan, -math.inf, 3.0, 250.0]),
    "halves": lambda: random.randint(-9, 9) / 2,
    "ties": lambda: random.randint(-99999, 99999) / 100000 + 0.00005,
    "uneven": lambda: random.choice([1234567.0, 1.5]),
    "uniform": random.random,
    "thousands": lambda: float(random.randint(0, 200000)),
}
INTEGERS = {
    "digits": lambda: random.randint(0, 9),
    "signed": lambda: random.randint(-100, 100),
    "large": lambda: random.randint(-(2**31), 2**31 - 1),
}
DTYPES = {
    "Float32": (torch.float32, FLOATS, 12),
    "Float64": (torch.float64, FLOATS, 5),
    "Int64": (torch.int64, INTEGERS, 2),
    "Int32": (torch.int32, INTEGERS, 1),
    "UInt8": (torch.uint8, {"bytes": lambda: random.randint(0, 255)}, 1),
    "Bool": (torch.bool, {"bits": lambda: random.randint(0, 1)}, 1),
}


def plain(x):
    return x if isinstance(x, int) or math.isfinite(x) else str(x).replace("nan", "NaN").replace("inf", "Infinity")


def rows():
    for shape in SHAPES:
        count = math.prod(shape)
        for name, (dtype, kinds, draws) in DTYPES.items():
            for kind in random.sample(sorted(kinds), min(len(kinds), draws if count < 500 else 2)):
                cycle = [kinds[kind]() for _ in range(min(count, 23))]
                if name == "Float32":
                    cycle = [torch.tensor(x, dtype=dtype).item() for x in cycle]
                values = [cycle[i % len(cycle)] for i in range(count)]
                tensor = torch.tensor(values, dtype=dtype).reshape(shape)
                history = random.choice(["none", "leaf", "mul"]) if dtype.is_floating_point else "none"
                if history != "none":
                    tensor.requires_grad_()
                if history == "mul":
                    tensor = tensor * 1
                yield {"kind": kind, "dtype": name, "shape": list(shape), "history": history, "cycle": [plain(x) for x in cycle], "text": repr(tensor)}


add_suffixes = torch._tensor_str._add_suffixes
# Dtypes are named without "torch." here: before the line is broken, for that is where their length counts.
torch._tensor_str._add_suffixes = lambda text, suffixes, *rest, **named: add_suffixes(
    text, [s.replace("torch.", "") for s in suffixes], *rest, **named
)
random.seed(7)
# One stream of draws makes all rows, so that they are made together; those that did not change stay as they are.
update(OUT, rows(), lambda row: row["dtype"] + str(row["shape"]) + row["kind"], rtol=0, atol=0)
