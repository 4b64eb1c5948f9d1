"""python -m gatecount model.py: what the program prints, and its model's table."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from ..counting import CountError
from ..types import Any, NoReturn, Value
from . import count_model
from .result import ModelCount
from .saved import count_saved, is_saved
from .symbols import Symbol


def main(
    path: str,
    framework: str | None = None,
    as_json: bool = False,
    sizes: Any = (),
    seconds: float | None = None,
) -> int:
    """Print the model that the file builds; 1 where that cannot be counted."""
    try:
        with limited(seconds):
            if is_saved(path):
                answer = count_saved(path)
            else:
                answer = count_model(read(path), framework, dict(sizes))
    except (OSError, UnicodeDecodeError) as error:
        return refused(path, str(error), None, None, as_json)
    except KeyboardInterrupt:  # before it ran, or after
        return refused(path, "The program was stopped.", None, None, as_json)
    except CountError as error:
        if not as_json:
            sys.stdout.write(getattr(error, "printed", ""))
        return refused(
            path,
            str(error),
            getattr(error, "line", None),
            getattr(error, "built", None),
            as_json,
        )
    for entry in answer.ignored:
        print(f"{path}:{entry.line}: {entry.what} is not run here", file=sys.stderr)
    for left in answer.skipped:
        print(f"{path}:{left.line}: passed over: {left.why}", file=sys.stderr)
    for entry in answer.missing:
        print(f"{path}:{entry.line}: {lacking(entry.what)}", file=sys.stderr)
    for entry in answer.changes:
        print(f"{path}:{entry.line}: {answer.era}: {entry.what}", file=sys.stderr)
    for sentence in answer.notes if answer.saved or answer.source is None else ():
        print(f"{path}: {sentence}", file=sys.stderr)
    if len(answer.models) > 1 and not answer.saved:
        print(f"{path}: {chosen(answer)}", file=sys.stderr)
    for size in answer.unknown:
        print(f"{path}:{size.line}: {unknown(size)}", file=sys.stderr)
    sys.stdout.write(
        json.dumps(facts(answer), default=str) + "\n" if as_json else text(answer)
    )
    return 0


def refused(
    path: str, why: str, line: int | None, built: ModelCount | None, as_json: bool
) -> int:
    """Say why; as JSON, too, with what had been built before."""
    print(f"{path}{'' if line is None else f':{line}'}: {why}", file=sys.stderr)
    if built is not None and not as_json:
        print(f"Up to there:\n{table(built)}", file=sys.stderr)
    if as_json:
        known = built and facts(built)
        answer = {"total": None, "error": why, "line": line, "built": known}
        print(json.dumps(answer, default=str))
    return 1


@contextmanager
def limited(seconds: Value) -> Iterator[None]:
    """Stop the program after so many seconds, where the system can."""
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return

    def late(number: Value, frame: Value) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def chosen(answer: Value) -> str:
    """Which of several models is counted, and what each of them has."""
    models = [each for each in answer.models if not each.joined]
    said = answer.choice.format(number=len(models), name=answer.model.name)
    sizes = (f"{each.name} (line {each.line}) {each.total:,}" for each in models)
    return f"{said} {'; '.join(sizes)}"


def lacking(name: Value) -> str:
    return (
        f"{name} is not here: the parameters that it may have are missing from the "
        "total, which is incomplete."
    )


def unknown(entry: Value) -> str:
    if entry.name == "?":
        return f"the layers depend on {entry.code}, which is not known here"
    value = "True, or False" if entry.switch else "..."
    return (
        f"{entry.name} = {entry.code}, from {entry.origin} (line {entry.origin_line}), "
        f"is not known here; give it by --set {entry.name}={value}"
    )


def read(path: Value) -> Value:
    if path == "-":
        return sys.stdin.read()
    with open(path, encoding="utf-8") as file:
        return file.read()


def text(answer: Value) -> Value:
    """What the program prints, and its model's table where it prints none itself."""
    shown = answer.model.table or f"{table(answer)}\n"
    return answer.printed + ("" if shown in answer.printed else shown)


def printed(layer: Value) -> Value:
    return "?" if layer.short else f"{layer.total:,}"


def table(answer: ModelCount) -> str:
    """Name, kind, output shape and parameters of each layer, then the totals."""
    rows = [("layer", "kind", "output shape", "parameters")]
    rows += [
        (each.name, each.kind, shown(each.output_shape), printed(each))
        for each in answer.layers
    ]
    whole = answer.model.total
    total = answer.formula or "?" if answer.total is None else f"{whole:,}"
    rows.append(("total (incomplete)" if answer.incomplete else "total", "", "", total))
    rows.append(("trainable", "", "", f"{answer.trainable:,}"))
    rows.append(("non-trainable", "", "", f"{answer.non_trainable:,}"))
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = [
        "  ".join([*(f"{cell:<{w}}" for cell, w in zip(row, widths[:3])), ""])
        + f"{row[3]:>{widths[3]}}"
        for row in rows
    ]
    return "\n".join(lines)


def shown(shape: Value) -> Value:
    return "?" if shape is None else str(shape)


def facts(answer: Value) -> Value:
    """All that a count says, as values that JSON knows."""
    return {
        "framework": answer.framework,
        "total": answer.total,
        "incomplete": answer.incomplete,
        "unknown": [asdict(each) for each in answer.unknown],
        "formula": answer.formula,
        "trainable": number(answer.trainable),
        "non_trainable": number(answer.non_trainable),
        "input_shapes": [plain(each) for each in answer.input_shapes],
        "output_shapes": [plain(each) for each in answer.output_shapes],
        "layers": [layer(each) for each in answer.layers],
        "printed": answer.printed,
        "ignored": [asdict(each) for each in answer.ignored],
        "missing": [asdict(each) for each in answer.missing],
        "skipped": [
            {"line": each.line, "why": str(each.why)} for each in answer.skipped
        ],
        "era": answer.era or None,
        "changes": [asdict(each) for each in answer.changes],
        "models": [
            {"name": each.name, "line": each.line, "total": number(each.total)}
            for each in answer.models
        ],
    }


def layer(row: Value) -> Value:
    return {
        "name": row.name,
        "kind": row.kind,
        "line": row.line,
        "code": row.code,
        "input_shape": plain(row.input_shape),
        "output_shape": plain(row.output_shape),
        "total": None if row.short else number(row.total),
        "formula": getattr(row.total, "formula", None),
        "tied": row.tied,
        "shared": row.shared,
        "weights": [weight(each) for each in row.count.weights],
    }


def weight(each: Value) -> Value:
    return asdict(each) | {"shape": plain(each.shape), "size": number(each.size)}


def number(value: Value) -> Value:
    """A number, or None where it is not known."""
    return None if isinstance(value, Symbol) else value


def plain(shape: Value) -> Value:
    """A shape as JSON has it: a size that is not known is its formula."""
    if isinstance(shape, (list, tuple)):
        return [plain(each) for each in shape]
    return shape.formula if isinstance(shape, Symbol) else shape
