"""python -m gatecount model.py: what the program prints, and its model's table."""

import json
import sys
from dataclasses import asdict

from ..counting import CountError
from . import count_model


def main(path, framework=None, as_json=False):
    """Print the model that the file builds; 1 where that cannot be counted."""
    try:
        answer = count_model(read(path), framework)
    except (OSError, UnicodeDecodeError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    except CountError as error:
        if not as_json:
            sys.stdout.write(getattr(error, "printed", ""))
        line = getattr(error, "line", None)
        print(f"{path}{'' if line is None else f':{line}'}: {error}", file=sys.stderr)
        return 1
    for entry in answer.ignored:
        print(f"{path}:{entry.line}: {entry.what} is not run here", file=sys.stderr)
    for entry in answer.missing:
        print(
            f"{path}:{entry.line}: {entry.what} gives a large model whose layers are "
            "not known here. Its parameters are missing from the total, which is that "
            "of the program's own layers, not of the whole model.",
            file=sys.stderr,
        )
    sys.stdout.write(
        json.dumps(facts(answer), default=str) + "\n" if as_json else text(answer)
    )
    return 0


def read(path):
    if path == "-":
        return sys.stdin.read()
    with open(path, encoding="utf-8") as file:
        return file.read()


def text(answer):
    """What the program prints, and its model's table where it prints none itself."""
    shown = answer.model.table or f"{table(answer)}\n"
    return answer.printed + ("" if shown in answer.printed else shown)


def table(answer):
    """Name, kind, output shape and parameters of each layer, then the totals."""
    rows = [("layer", "kind", "output shape", "parameters")]
    rows += [
        (each.name, each.kind, shown(each.output_shape), f"{each.total:,}")
        for each in answer.layers
    ]
    rows.append(("total", "", "", f"{answer.total:,}"))
    rows.append(("trainable", "", "", f"{answer.trainable:,}"))
    rows.append(("non-trainable", "", "", f"{answer.non_trainable:,}"))
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = [
        "  ".join([*(f"{cell:<{w}}" for cell, w in zip(row, widths[:3])), ""])
        + f"{row[3]:>{widths[3]}}"
        for row in rows
    ]
    return "\n".join(lines)


def shown(shape):
    return "?" if shape is None else str(shape)


def facts(answer):
    """All that a count says, as values that JSON knows."""
    return {
        "framework": answer.framework,
        "total": answer.total,
        "trainable": answer.trainable,
        "non_trainable": answer.non_trainable,
        "input_shapes": answer.input_shapes,
        "output_shapes": answer.output_shapes,
        "layers": [layer(each) for each in answer.layers],
        "printed": answer.printed,
        "ignored": [asdict(each) for each in answer.ignored],
        "missing": [asdict(each) for each in answer.missing],
    }


def layer(row):
    return {
        "name": row.name,
        "kind": row.kind,
        "line": row.line,
        "code": row.code,
        "input_shape": row.input_shape,
        "output_shape": row.output_shape,
        "total": row.total,
        "tied": row.tied,
        "shared": row.shared,
        "weights": [asdict(each) | {"size": each.size} for each in row.count.weights],
    }
