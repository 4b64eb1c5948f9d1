"""The rows of the tables that torchinfo and torchsummary print for PyTorch."""

import re

from ... import count
from ...counting import CountError
from .notes import note
from .reading import Explanation, Layer, Reading, alike
from .tables import totals

NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{1,18}|--|\(recursive\))"
SHAPE = r"\[+[\d, \-\[\]]{0,120}\]"
# "│    └─Linear: 2-1        [4, 16]        2,064", "├─LSTM (lstm): 1-2 …", "Net  --"
INFO = re.compile(
    r"^(?P<bars>[│├└─ |+\-]{0,200}?)(?P<kind>[A-Za-z_]\w{0,100})"
    r"(?: \((?P<name>[\w.]{1,100})\))?(?:: ?(?P<depth>\d{1,3})-\d{1,5})?"
    rf"\s+(?P<shapes>(?:(?:{SHAPE}|--)\s+){{0,2}}){NUMBER}(?:\s|$)"
)
INFO_HEAD = re.compile(r"Layer \(type.*depth-idx\).*Param #")
# "            Conv2d-1            [-1, 8, 26, 26]              80"
SUMMARY = re.compile(
    rf"^\s{{0,40}}(?P<kind>[A-Za-z_]\w{{0,100}})-\d{{1,5}}\s+(?P<shapes>{SHAPE})\s+"
    rf"{NUMBER}\s*$"
)
SUMMARY_HEAD = re.compile(r"Layer \(type\) +Output Shape +Param #")
LONGEST = 400  # characters of a line
MOST = 10_000  # rows
DEEPEST = 8  # stacked layers of one recurrent module
WINDOWS = (3, 5, 7, 1, 2, 4, 9, 11)  # square kernels, the likeliest first


def rows(lines):
    """(line, match) of each layer where the text is such a table; else none."""
    if any(INFO_HEAD.search(line[:LONGEST]) for line in lines):
        row = INFO
    elif any(SUMMARY_HEAD.search(line[:LONGEST]) for line in lines):
        row = SUMMARY
    else:
        return []
    found = ((n, row.match(line[:LONGEST])) for n, line in enumerate(lines, 1))
    return [each for each in found if each[1]][:MOST]


def explained(lines):
    layers, before = [], None
    table = rows(lines)
    for place, (line, match) in enumerate(table):
        number = match[match.lastindex]
        shapes = [sizes(each) for each in re.findall(SHAPE, match["shapes"])]
        output = shapes[-1] if shapes else None
        after = table[place + 1][1] if place + 1 < len(table) else None
        if holds_others(match, after):
            continue  # its output is that of its last part
        if number != "(recursive)":
            value = 0 if number == "--" else int(number.replace(",", ""))
            given = shapes[0] if len(shapes) > 1 else before
            layers.append(layer(match, line, value, output, given))
        before = output or before
    whole = totals(lines).get("Total")
    return Explanation(
        "torch_table", tuple(layers), whole, tuple(checks(layers, whole))
    )


def sizes(text):
    inner = text.strip("[] ")
    parts = [int(each) for each in re.findall(r"-?\d+", inner)]
    return (None, *parts[1:]) if parts and "[[" not in text else None


def holds_others(match, after):
    """Is the row that of a module whose parts stand in the rows below?"""
    named = match.groupdict()
    if "depth" not in named:
        return False
    below = after and int(after["depth"] or 0)
    return below is not None and below > int(named["depth"] or 0)


def layer(match, line, number, output, given):
    kind = match["kind"]
    name = match.groupdict().get("name") or kind
    readings = () if not number else fitting(kind, number, output, given)
    notes = ()
    if number and not readings:
        notes = (
            note(
                "No {kind} that can be read off this row has {number} parameters. "
                "print(model) shows the arguments.",
                [line],
                kind=kind,
                number=number,
            ),
        )
    elif len(readings) > 1:
        notes = (
            note(
                "More than one nn.{kind} fits. print(model) shows which it is.",
                [line],
                kind=kind,
            ),
        )
    if not number:
        readings = plain(kind)
    return Layer(name, kind, (line,), output, number, (), readings, notes)


def plain(kind):
    made = reading(f"nn.{kind}()")
    return (made,) if made and not made.count.total else ()


def reading(code):
    try:
        return Reading(code, "torch", None, count(code, "torch"))
    except CountError:
        return None


def fitting(kind, number, output, given):
    """The readings of the row, from its number and the shapes beside it."""
    n = given[-1] if given else None
    found = {}
    for code in proposals(kind, number, output, n, given):
        made = reading(code)
        if made and made.count.total == number:
            found.setdefault(code, made)
    exact = [each for each in found.values() if fits(each.code, given, output)]
    begun = [each for each in found.values() if each.code.startswith(f"nn.{kind}({n},")]
    return tuple(exact or begun or found.values())


def fits(code, given, output):
    """Has the layer the printed output shape, where that can be computed?"""
    if not given or not output or "Embedding" in code:
        return True
    try:
        made = count(code, "torch", given).output_shape
    except CountError:
        return False
    made = made[0] if isinstance(made, list) else made
    return made is None or alike(output, made)


def proposals(kind, number, output, n, given):
    width = output[-1] if output else None
    if kind in ("LSTM", "GRU", "RNN"):
        yield from recurrent(kind, width, n, number)
    elif kind == "Linear":
        for bias, written in ((1, ""), (0, ", bias=False")):
            for m in [width] if width else []:
                yield f"nn.Linear({number // m - bias}, {m}{written})"
    elif kind == "Embedding" and width:
        yield f"nn.Embedding({number // width}, {width})"
    elif kind.startswith("BatchNorm"):
        yield f"nn.{kind}({number // 2})"
    elif kind == "LayerNorm":
        yield f"nn.LayerNorm({number // 2})"
    elif re.fullmatch(r"Conv[123]d", kind) and output and len(output) > 2:
        yield from convolutions(kind, number, output, given)


def recurrent(kind, width, n, number):
    """The layers with this output; of an unknown n, the one that the number gives."""
    for both in (1, 2):
        if not width or width % both:
            continue
        m, gates = width // both, {"LSTM": 4, "GRU": 3, "RNN": 1}[kind]
        for deep in range(1, DEEPEST + 1):
            for biases, written in ((2, ""), (0, ", bias=False")):
                above = (deep - 1) * both * gates * m * (m * both + m + biases)
                first, rest = divmod(number - above, both * gates * m)
                size = first - m - biases
                if rest or size < 1 or n not in (None, size):
                    continue
                more = f", num_layers={deep}" if deep > 1 else ""
                more += written + (", bidirectional=True" if both > 1 else "")
                yield f"nn.{kind}({size}, {m}{more})"


def convolutions(kind, number, output, given):
    axes, filters = int(kind[4]), output[1]
    for bias, written in ((1, ""), (0, ", bias=False")):
        volume, rest = divmod(number - bias * filters, filters)
        for size in WINDOWS if not rest else ():
            channels, left = divmod(volume, size**axes)
            if left or not channels or (given and given[1] != channels):
                continue
            for padding in ("", f", padding={size // 2}"):
                for stride in ("", ", stride=2", ", stride=4"):
                    if size > 1 or not padding:
                        yield (
                            f"nn.{kind}({channels}, {filters}, {size}{stride}"
                            f"{padding}{written})"
                        )


def checks(layers, whole):
    if whole is None:
        return
    added = sum(each.number for each in layers)
    if added == whole:
        yield note("The rows add up to the total, {total}.", total=whole)
    else:
        yield note(
            "The rows add up to {sum}, but the total says {total}. A row is missing, "
            "or a number was changed.",
            sum=added,
            total=whole,
        )
