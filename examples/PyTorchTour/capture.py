"""Writes tour.json: every line of tour.py and what PyTorch printed for it. Run with a Python that has PyTorch 1.13.1."""
import ast
import contextlib
import io
import json
import pathlib

import numpy
import torch

FOLDER = pathlib.Path(__file__).parent
SHOWN = (torch.Tensor, torch.Size, torch.dtype, torch.device, torch.nn.Module, numpy.ndarray, bool, int, float, str, tuple, type(None))
LONGEST = 16  # lines; what prints more is left out

def text(value):
    shown = str(value) if isinstance(value, SHOWN) else None
    return None if shown and shown.count("\n") >= LONGEST else shown


def run(statement, code, names):
    """What a statement prints: a value or the variable that it sets is shown as an interactive session would show it."""
    out = io.StringIO()
    shown = None
    try:
        with contextlib.redirect_stdout(out):
            if isinstance(statement, ast.Expr):
                value = eval(code, names)
                shown = None if value is None and (code.startswith("print(") or ".backward(" in code or "zero_grad" in code) else text(value)
            else:
                exec(code, names)
                target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
                # What torch.empty finds in its memory is different every time.
                if isinstance(target, ast.Name) and not isinstance(statement, ast.For) and "torch.empty(" not in code:
                    shown = text(names[target.id])
    except RuntimeError as error:
        shown = f"{type(error).__name__}: {error}"
    return out.getvalue().rstrip("\n") or shown


def main():
    assert torch.__version__.startswith("1.13."), torch.__version__  # Debian's 1.13.1 calls itself 1.13.0a0
    torch.set_num_threads(1)
    source = (FOLDER / "tour.py").read_text()
    lines = source.split("\n")
    names, sections = {}, []
    end = 0
    for statement in ast.parse(source).body:
        note = None
        for line in lines[end:statement.lineno - 1]:
            if line.startswith("# ## "):
                sections.append({"name": line[5:], "lines": []})
            elif line.startswith("# "):
                note = line[2:]
        end = statement.end_lineno
        code = "\n".join(lines[statement.lineno - 1:end])
        printed = run(statement, code, names)
        if sections:
            sections[-1]["lines"].append({"note": note, "code": code, "printed": printed})
    tour = {"torch": "1.13.1", "sections": sections}
    (FOLDER / "tour.json").write_text(json.dumps(tour, indent=1, ensure_ascii=False) + "\n")


main()
