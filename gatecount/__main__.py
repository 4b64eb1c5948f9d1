"""The command line: python -m gatecount "LSTM(10)" --input-shape 13,5"""

import argparse
import ast
import json
import sys
from dataclasses import asdict
from pathlib import Path

from . import DTYPES, FRAMEWORKS, CountError, count
from .types import Any, Shape


def shape(text: str) -> Shape:
    """ "13,5" -> (13, 5); None stands for a size that is not known."""
    try:
        value = ast.literal_eval(text.strip())
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a shape; write sizes with commas between them, such as "
            "13,5 or None,5"
        ) from error
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def named_size(text: str) -> tuple[str, int]:
    """ "n=8" -> ("n", 8), "b=True" -> ("b", True)"""
    name, equals, said = text.partition("=")
    said = said.strip()
    if not equals or not (said.isdigit() or said in ("True", "False")):
        raise argparse.ArgumentTypeError(f"{text!r} is not such as n=8, or b=True")
    return name.strip(), int(said) if said.isdigit() else said == "True"


def table(answer: Any) -> str:
    rows = [(each.path, str(each.shape), f"{each.size:,}") for each in answer.weights]
    rows.append(("total", str(answer.output_shape), f"{answer.total:,}"))
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join(
        f"{name:<{widths[0]}}  {shape:<{widths[1]}}  {size:>{widths[2]}}"
        for name, shape, size in rows
    )


def facts(answer: Any, dtype: Any) -> dict[str, Any]:
    """All that a count says, as values that JSON knows."""
    return {
        "total": answer.total,
        "trainable": answer.trainable,
        "non_trainable": answer.non_trainable,
        "dtype": dtype,
        "bytes": answer.bytes(dtype),
        "macs": answer.macs,
        "macs_per_step": answer.macs_per_step,
        "output_shape": answer.output_shape,
        "weights": [asdict(each) | {"size": each.size} for each in answer.weights],
        "terms": [asdict(each) | {"size": each.size} for each in answer.terms],
    }


def is_program(text: str) -> bool:
    """A file, or `-` for what is typed or piped in; else it is a layer's call."""
    return text == "-" or text.endswith((".py", ".ipynb")) or Path(text).is_file()


def main(arguments: Any = None) -> int | None:
    parser = argparse.ArgumentParser(
        prog="gatecount",
        description="Count the parameters of a layer, as its framework does.",
    )
    parser.add_argument(
        "code",
        help='a constructor call, such as "LSTM(10)", or a program: model.py, or -',
    )
    parser.add_argument(
        "--framework", choices=FRAMEWORKS, help="keras, unless a file imports another"
    )
    parser.add_argument(
        "--input-shape",
        type=shape,
        action="append",
        help="such as 13,5; once for each input of a layer that takes several",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--dtype",
        default="float32",
        choices=DTYPES,
        metavar="TYPE",
        help="the type of a number, for the bytes in the JSON: %(choices)s",
    )
    parser.add_argument(
        "--set",
        type=named_size,
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="the value of a size that only the program's data would tell; of a "
        "setting, True or False",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        help="how long a program may run at most (%(default)s); 0: without limit",
        default=60,
    )
    given = parser.parse_args(arguments)
    if is_program(given.code):
        from .program.command import main as count_file

        return count_file(
            given.code, given.framework, given.json, given.set, given.seconds
        )
    shapes = given.input_shape
    if shapes and len(shapes) == 1:
        (shapes,) = shapes
    try:
        answer = count(given.code, given.framework or "keras", shapes)
    except CountError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(facts(answer, given.dtype)) if given.json else table(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
