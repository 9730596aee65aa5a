"""Golden files that are a JSON list, one row a line: rewrites the rows that changed, and leaves every other line as it is."""
import argparse
import json
import math
import pathlib


def arguments(description):
    """The command line that every generator has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="make the rows of these names, and leave all others as they are")
    return parser.parse_args()


def number(value):
    """A number as JSON has it, or as one of the strings NaN, Infinity and -Infinity; None of anything else."""
    if isinstance(value, str) and value in ("NaN", "Infinity", "-Infinity"):
        return float(value.replace("Infinity", "inf"))
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def agree(old, new, rtol, atol):
    """Whether two rows say the same, their numbers within a tolerance: another machine's last digits are no news."""
    a, b = number(old), number(new)
    if a is not None and b is not None:
        return (math.isnan(a) and math.isnan(b)) or a == b or abs(a - b) <= atol + rtol * abs(a)
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(agree(old[k], new[k], rtol, atol) for k in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(agree(x, y, rtol, atol) for x, y in zip(old, new))
    return type(old) is type(new) and old == new


def read(path):
    """The lines of the file, each a row."""
    if not path.exists():
        return []
    return [line.rstrip(",") for line in path.read_text(encoding="utf-8").splitlines()[1:-1]]


def update(path, rows, name, only=None, rtol=1e-6, atol=1e-9):
    """
    Writes rows to a file, a line each. name(row) is what a row is called, and several may have one name. With only, the lines of other names
    stay; without, rows that the file has already stay where they agree, and rows that are no longer made go.
    """
    path = pathlib.Path(path)
    lines = read(path)
    names = [name(json.loads(line)) for line in lines]
    old = {}
    for key, line in zip(names, lines):
        old.setdefault(key, []).append(line)
    made, result, changed = {}, [], 0
    for row in rows:
        key = name(row)
        if only and key not in only:
            continue
        mine, before = made.setdefault(key, []), old.get(key, [])
        line = json.dumps(row, ensure_ascii=False)
        if len(mine) < len(before) and agree(json.loads(before[len(mine)]), json.loads(line), rtol, atol):
            line = before[len(mine)]
        else:
            changed += 1
        mine.append(line)
        result.append(line)
    missing = set(only or []) - set(made)
    if missing:
        raise SystemExit(f"{path.name}: there is no row called {', '.join(sorted(missing))}")
    if only:
        result = placed(names, lines, made)
    text = "[\n" + ",\n".join(result) + "\n]\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {len(result)} rows, {changed} of them new or changed")


def placed(names, lines, made):
    """The lines of the file, those of the names that were made replaced one by one; what a name has more of comes last."""
    result, left = [], {key: list(new) for key, new in made.items()}
    for key, line in zip(names, lines):
        if key not in left:
            result.append(line)
        elif left[key]:
            result.append(left[key].pop(0))
    return result + [line for new in left.values() for line in new]
