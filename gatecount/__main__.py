"""The command line: python -m gatecount "LSTM(10)" --input-shape 13,5"""

import argparse
import json
import sys
from dataclasses import asdict

from . import FRAMEWORKS, CountError, count


def shape(text):
    """ "13,5" -> (13, 5); None stands for a size that is not known."""
    sizes = text.strip("()[] ").split(",")
    return tuple(None if size.strip() == "None" else int(size) for size in sizes)


def table(answer):
    rows = [(each.path, str(each.shape), f"{each.size:,}") for each in answer.weights]
    rows.append(("total", str(answer.output_shape), f"{answer.total:,}"))
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join(
        f"{name:<{widths[0]}}  {shape:<{widths[1]}}  {size:>{widths[2]}}"
        for name, shape, size in rows
    )


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="python -m gatecount",
        description="Count the parameters of a recurrent layer.",
    )
    parser.add_argument("code", help='a constructor call, such as "LSTM(10)"')
    parser.add_argument("--framework", default="keras", choices=FRAMEWORKS)
    parser.add_argument("--input-shape", type=shape, help="such as 13,5")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    try:
        answer = count(given.code, given.framework, given.input_shape)
    except CountError as error:
        print(error, file=sys.stderr)
        return 1
    if given.json:
        print(
            json.dumps(
                asdict(answer)
                | {
                    "total": answer.total,
                    "trainable": answer.trainable,
                    "non_trainable": answer.non_trainable,
                }
            )
        )
    else:
        print(table(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
