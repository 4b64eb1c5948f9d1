"""The layers behind `print(model)` of PyTorch: a tree of constructor calls."""

import re

from ... import count
from ...counting import CountError
from .notes import note
from .reading import Explanation, Layer, Reading

# "  (lstm): LSTM(16, 128, num_layers=2)", "  (0-11): 12 x EncoderLayer("
ROW = re.compile(
    r"^(?P<indent> {2,200})"
    r"\((?P<name>\w{1,200}|(?P<first>\d{1,4})-(?P<last>\d{1,4}))\): "
    r"(?:\d{1,4} x )?(?P<kind>\w{1,200})\((?P<rest>.*)$"
)
MODEL = re.compile(r"^\w[\w.]*\($", re.M)
MOST = 10_000  # rows
# What stands inside nn.MultiheadAttention, which prints none of its own arguments.
ATTENTION = re.compile(
    r"nn\.NonDynamicallyQuantizableLinear\(in_features=(\d+), .*bias=(True|False)\)"
)


def rows(lines):
    """(line, match) of each layer, where the text is such a tree; else none."""
    if not MODEL.search("\n".join(lines)):
        return []
    matches = ((n, ROW.match(line)) for n, line in enumerate(lines, 1))
    return [each for each in matches if each[1]][:MOST]


def explained(lines):
    layers, above = [], [(0, [""])]
    for line, match in rows(lines):
        while above[-1][0] >= len(match["indent"]):
            above.pop()
        names = [f"{each}{own}" for each in above[-1][1] for own in own_names(match)]
        if len(layers) + len(names) > MOST:
            break
        rest = match["rest"].strip()
        if rest:
            layers += [leaf(name, match["kind"], rest, line) for name in names]
        else:  # what is inside stands in the lines below
            above.append((len(match["indent"]), [f"{each}." for each in names]))
    return Explanation("torch_tree", tuple(layers))


def own_names(match):
    """`(0-11)` stands for twelve of the same."""
    if match["first"] is None:
        return [match["name"]]
    return [str(n) for n in range(int(match["first"]), int(match["last"]) + 1)]


def leaf(name, kind, rest, line):
    code, notes = f"nn.{kind}({rest}", ()
    attention = ATTENTION.fullmatch(code)
    if attention:
        name, kind = name.removesuffix(".out_proj"), "MultiheadAttention"
        bias = "" if attention[2] == "True" else ", bias=False"
        code = f"nn.MultiheadAttention({attention[1]}, 1{bias})"
        notes = (
            note(
                "The printed tree does not show the number of heads, nor does it "
                "matter.",
                [line],
            ),
        )
    try:
        reading = Reading(code, "torch", None, count(code, "torch"))
    except CountError:
        notes = (
            note(
                "{kind} is not a layer of PyTorch that can be counted here.",
                [line],
                kind=kind,
            ),
        )
        return Layer(name, kind, (line,), notes=notes)
    return Layer(name, kind, (line,), readings=(reading,), notes=notes)
