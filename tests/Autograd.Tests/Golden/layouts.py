#!/usr/bin/python3
"""Makes layouts.json: the strides of what PyTorch answers to every row of the op table, and whether it shares memory with an input. See README.md beside this file."""
import json
import os
import tempfile
import warnings

import torch

from generate import HERE, evaluate, export_table, tensor


def main():
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        draws = export_table(os.path.join(folder, "table.json"))
    layouts = {}
    for draw in draws:
        if draw["kind"] != "Values":
            continue
        x = [tensor(entry) for entry in draw["inputs"]]
        out = evaluate(draw["expression"], x)
        shares = any(out.storage().data_ptr() == i.storage().data_ptr() for i in x)
        layouts[draw["key"]] = {"strides": list(out.stride()), "shares": shares}
    with open(os.path.join(HERE, "layouts.json"), "w", encoding="utf-8") as file:
        rows = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in layouts.items())
        file.write("{\n" + rows + "\n}\n")


if __name__ == "__main__":
    main()
