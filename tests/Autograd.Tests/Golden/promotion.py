#!/usr/bin/python3
"""Makes promotion.json: the dtype that PyTorch gives to every pair of operands. See README.md beside this file."""
import json
import os

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
DTYPES = {"b": torch.bool, "u": torch.uint8, "i": torch.int32, "l": torch.int64, "f": torch.float32, "d": torch.float64}
CODES = {dtype: code for code, dtype in DTYPES.items()}

# A tensor with dimensions, then one without; then the numbers of the language.
TENSORS = [torch.ones(2, dtype=d) for d in DTYPES.values()] + [torch.ones((), dtype=d) for d in DTYPES.values()]
NUMBERS = [2, 2.0]
MASK = torch.tensor([True, False])
OPERATORS = {
    "result_type": torch.result_type,
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "remainder": lambda a, b: a % b,
    "pow": lambda a, b: a ** b,
    "lt": lambda a, b: a < b,
    "maximum": torch.maximum,
    "where": lambda a, b: torch.where(MASK, a, b),
    "cat": lambda a, b: torch.cat((a, b)),
}
OF_TENSORS_ONLY = {"maximum", "where", "cat"}


def code(function, a, b):
    """The letter of the result's dtype, or - where PyTorch refuses."""
    try:
        result = function(a, b)
    except (RuntimeError, TypeError):
        return "-"
    return CODES[result if isinstance(result, torch.dtype) else result.dtype]


def main():
    golden = {"torch": torch.__version__}
    for name, function in OPERATORS.items():
        right = TENSORS if name in OF_TENSORS_ONLY else TENSORS + NUMBERS
        golden[name] = ["".join(code(function, a, b) for b in right) for a in TENSORS]
    with open(os.path.join(HERE, "promotion.json"), "w", encoding="utf-8") as file:
        json.dump(golden, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
