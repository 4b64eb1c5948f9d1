"""The layers behind `print(model)` of PyTorch: a tree of constructor calls."""

import re

from ...types import Value
from .notes import Note, note
from .reading import Explanation, Layer, reading

# "  (lstm): LSTM(16, 128, num_layers=2)", "  (0-11): 12 x EncoderLayer("
ROW = re.compile(
    r"^(?P<indent> {2,200})"
    r"\((?P<name>\w{1,200}|(?P<first>\d{1,4})-(?P<last>\d{1,4}))\): "
    r"(?:\d{1,4} x )?(?P<kind>\w{1,200})(?:\(| containing: )(?P<rest>.*)$"
)
MODEL = re.compile(r"^\w[\w.]*\($", re.M)
MOST = 10_000  # rows
# Wrappers of a layer that hold its weights in another form.
WRAPPED = re.compile(r"\): (Weight_?Drop\w*|WeightNorm\w*)\($", re.IGNORECASE)
# Layers of other libraries that have no weights.
EMPTY = re.compile(r"\w*(?:Activation|(?:RNN|Locked)Dropout)")
# "(0): Parameter containing: [torch.float32 of size 3x4]", in a ParameterList
PARAMETER = re.compile(r"\[\S+ of size (\d+(?:x\d+)*)")
# What stands inside nn.MultiheadAttention, which prints none of its own arguments.
ATTENTION = re.compile(
    r"nn\.NonDynamicallyQuantizableLinear\(in_features=(\d+), .*bias=(True|False)\)"
)


def rows(lines: list[str]) -> Value:
    """(line, match) of each layer, where the text is such a tree; else none."""
    if not MODEL.search("\n".join(lines)):
        return []
    matches = ((n, ROW.match(line)) for n, line in enumerate(lines, 1))
    return [each for each in matches if each[1]][:MOST]


def explained(lines: list[str]) -> Explanation:
    above = [(0, [""])]
    layers: list[Value] = []
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
    notes, doubtful = unseen(lines, layers)
    return Explanation("torch_tree", tuple(layers), notes=notes, doubtful=doubtful)


def unseen(lines: list[str], layers: list[Layer]) -> tuple[tuple[Note, ...], bool]:
    """What such a tree cannot show, and whether that leaves the total open."""
    tied = shared(layers)
    if tied:
        said = note(
            "print(model) does not show which layers share their weights: {names} may "
            "be one tensor, which counts once. "
            "sum(p.numel() for p in model.parameters()) tells.",
            names=", ".join(tied),
        )
        return (said,), True
    wrapped = next(filter(None, map(WRAPPED.search, lines)), None)
    if wrapped:
        said = note(
            "{kind} takes the weights of the layer in it over, and print(model) does "
            "not show what becomes of them. "
            "sum(p.numel() for p in model.parameters()) tells.",
            kind=wrapped[1],
        )
        return (said,), True
    said = note(
        "print(model) shows neither the parameters that a model holds itself, outside "
        "its layers, nor shared weights."
    )
    return (said,), False


def shared(layers: list[Layer]) -> tuple[str, ...]:
    """The first two layers whose tables of words may be the same."""
    seen: dict[Value, Value] = {}
    for each in layers:
        if each.kind not in ("Embedding", "Linear") or not each.readings:
            continue
        shape = each.readings[0].count.weights[0].shape
        above = seen.setdefault(shape, each)
        if above is not each and above.kind == "Embedding":
            return above.name, each.name
    return ()


def own_names(match: re.Match[str]) -> list[str]:
    """`(0-11)` stands for twelve of the same."""
    if match["first"] is None:
        return [match["name"]]
    return [str(n) for n in range(int(match["first"]), int(match["last"]) + 1)]


def leaf(name: str, kind: str, rest: str, line: int) -> Layer:
    own = PARAMETER.match(rest)
    if own:
        shape = tuple(map(int, own[1].split("x")))
        return Layer(name, kind, (line,), weights=((name, shape),))
    code = f"nn.{kind}({rest}"
    notes: tuple[Value, ...] = ()
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
    made = reading(code, "torch")
    if made is None:
        return strange(name, kind, line)
    return Layer(name, kind, (line,), readings=(made,), notes=notes)


def strange(name: str, kind: str, line: int) -> Layer:
    """A layer that is none of PyTorch's own, without layers in it."""
    if EMPTY.fullmatch(kind):
        said = note("{kind} has no weights.", [line], kind=kind)
        return Layer(name, kind, (line,), number=0, notes=(said,))
    said = note(
        "{kind} is no layer of PyTorch that can be counted here: what it holds is "
        "missing from the total.",
        [line],
        kind=kind,
    )
    return Layer(name, kind, (line,), notes=(said,), short=True)
