"""The clinic: which slip leads to a wrong number, as HTML.

The slips and their workings are the engine's, in gatecount/teaching; here are
their names, and the wrong line beside the right one.
"""

import re
from html import escape
from itertools import groupby
from urllib.parse import urlencode

from gatecount import DTYPES, CountError
from gatecount.teaching.diagnosis import diagnose, slips
from gatecount.teaching.inverse import sizes
from gatecount.teaching.workings import (
    Case,
    Layer,
    Name,
    Product,
    Sum,
    plus,
    value,
)

from .conventions import KINDS, linked
from .derivation import Part, number
from .layers import FRAMEWORKS
from .marks import code, math
from .pairs import LAYERS
from .parts import NUMBER, choice_control, number_control, part, positive, refused
from .parts import switch_control as switch
from .values import FieldError, plain, read_choice, read_number, read_switch
from .words import html, joined, say

DEFAULTS = {
    "number": "600",
    "counted": "keras LSTM",
    "n": "5",
    "m": "10",
    "T": "13",
    "batch": "32",
    "num_layers": "1",
    "bidirectional": "False",
}
DEEPEST = 100  # layers
MOST = 4  # links at once
NUMBER_IN = r"\d{1,3}(?:[,_' ]\d{3})+(?![\d.])|\d+(?:\.\d+)?"

# Of each slip: what it is called, and what is the case instead.
WORDS = {
    "convention": (
        "The biases of {who}",
        "In {who} the matrices are the same; what is added to them, biases or "
        "peepholes, is not.",
    ),
    "other_kind": (
        "Right for a {kind} in {who}",
        "Another kind of layer has other blocks, and so a number of its own.",
    ),
    "other_directions": (
        "Right in {who}, {directions}",
        "Each direction has weights of its own.",
    ),
    "other_layers": (
        "Right in {who}, two layers",
        "Each layer has weights of its own, and the second one reads what the first "
        "returns.",
    ),
    "other_kind_directions": (
        "Right for a {kind} in {who}, {directions}",
        "Another kind of layer has other blocks, and each direction has weights of its "
        "own.",
    ),
    "no_bias": (
        "The biases are missing",
        "Each gate adds a bias to each of its m sums.",
    ),
    "steps": (
        "Multiplied by the time steps",
        "All {T} time steps use the same weights. They cost work, not parameters.",
    ),
    "one_direction": (
        "One direction only",
        "A bidirectional layer holds two layers of this size, each with its own "
        "weights.",
    ),
    "later_n": (
        "Every layer fed with the n features",
        "From the second layer on, the input is what the layer below returns.",
    ),
    "later_m": (
        "The next layer fed with m values instead of 2m",
        "What the two directions return is laid side by side: 2m values.",
    ),
    "first_layer": (
        "Only the first layer",
        "The layers above have weights of their own.",
    ),
    "last_layer": (
        "Only the last layer",
        "The layers below have weights of their own.",
    ),
    "doubled": (
        "Counted twice",
        "The states h and c share one set of weights. Only a second direction brings "
        "a second set; where there is one, the right number counts it already.",
    ),
    "one_wide": (
        "Both directions taken as one layer of 2m units",
        "No weight leads from one direction to the other: each has its own m × m "
        "matrices.",
    ),
    "gate_missing": (
        "One block too few",
        "The candidate value has weights and a bias, too. Together with the gates, "
        "that makes {gates} blocks.",
    ),
    "gate_more": (
        "One block too many",
        "There are {gates} blocks. The states have no weights of their own: they are "
        "computed from what is already there.",
    ),
    "one_gate": (
        "Only one block",
        "This is what one of the {gates} blocks has.",
    ),
    "one_bias": (
        "One bias vector for all gates together",
        "Each gate has a bias vector of its own.",
    ),
    "bias_numbers": (
        "One bias number for each gate",
        "Each unit has a bias of its own in each gate: a vector of m numbers.",
    ),
    "long_bias": (
        "The bias as long as the input row",
        "The bias is added to the m sums, not to the n + m inputs.",
    ),
    "optimizer": (
        "The optimizer’s variables counted in",
        "{said} keeps variables of its own while training. They are not parameters of "
        "the layer.",
    ),
    "recurrent_only": (
        "The input forgotten",
        "The n features have weights, too: n × m in each gate.",
    ),
    "input_only": (
        "The recurrent part forgotten",
        "The m values of the last hidden state have weights, too: m × m in each gate.",
    ),
    "exchanged": (
        "n and m swapped",
        "Units give the matrices their columns and the hidden state its length. "
        "Features only add rows.",
    ),
    "work_step": (
        "Multiplications instead of parameters",
        "In one time step, each weight of a matrix is multiplied once, a bias never.",
    ),
    "work": (
        "Operations instead of parameters",
        "A weight is used in every step, and one use is a multiplication and an "
        "addition. It is still one weight.",
    ),
    "per_unit": (
        "Each unit taken for a whole layer",
        "The m units are the columns of the matrices and in the number already. They "
        "are not m layers.",
    ),
    "memory": (
        "Bytes instead of parameters",
        "Stored as {said}, one parameter takes {bytes} bytes.",
    ),
    "batch": (
        "Multiplied by the batch",
        "All {B} samples of a batch use the same weights.",
    ),
    "peepholes": (
        "With peepholes",
        "Three gates would also look at the cell state. Keras and PyTorch have no such "
        "weights.",
    ),
    "own_state": (
        "Each unit reads only its own state",
        "Each unit reads the hidden state of all m units: m × m weights in each gate.",
    ),
    "brackets": (
        "The brackets forgotten",
        "Both parts are multiplied by m: the features as well as the hidden state.",
    ),
    "multiplied": (
        "n × m in place of n + m",
        "Features and hidden state are joined, one after the other: n + m values.",
    ),
    "squared": (
        "(n + m) squared",
        "The matrix has n + m rows, but only m columns, one for each unit.",
    ),
    "steps_for_features": (
        "The time steps in place of the features",
        "In the input shape (T, n) the features come last.",
    ),
    "flattened": (
        "The whole sequence taken as one row",
        "In each step the layer reads n features, not all T × n.",
    ),
    "steps_for_units": (
        "The time steps in place of the units",
        "You choose the units. They have nothing to do with the length of the input.",
    ),
    "shared_units": (
        "The units divided between the directions",
        "Each direction has all m units.",
    ),
    "samples_for_features": (
        "The batch in place of the features",
        "The batch size says how many sequences are read at once; the features of one "
        "time step come last in the shape.",
    ),
    "steps_and_features": (
        "The sequence’s T and n in place of n and m",
        "A layer’s two sizes are its n features and its m units. How long the sequence "
        "is does not matter.",
    ),
    "other_features": (
        "Right for {said} features",
        "Check how many features the program really feeds in: the last size of the "
        "input’s shape.",
    ),
    "gate_part": (
        "One matrix of one block",
        "Each of the {gates} blocks has two: one reads the features, one the hidden "
        "state.",
    ),
    "one_unit": (
        "What a single unit has",
        "There are m units, each with a column of its own in every block.",
    ),
    "shared_recurrent": (
        "One recurrent matrix for all blocks",
        "Each of the {gates} blocks has an m × m matrix of its own.",
    ),
    "states_added": (
        "The states counted in",
        "The states are values that are computed, not weights that are learned.",
    ),
    "dense_head": (
        "A Dense(1) after it counted in",
        "The Dense layer has weights of its own. They are not part of this layer.",
    ),
    "gates_again": (
        "Multiplied by the blocks once more",
        "All {gates} blocks are in the number already.",
    ),
    "columns": (
        "The columns of the matrices",
        "This is how many sums one step forms. Each of them has n + m weights.",
    ),
    "state": (
        "The numbers in the states",
        "h and c are values that are computed, not weights that are learned.",
    ),
    "output": (
        "The numbers in the output",
        "These are values that are computed, not weights that are learned.",
    ),
    "input_values": (
        "The numbers in the input",
        "These are the data, not weights that are learned.",
    ),
    "frozen": (
        "Nothing counted",
        "No weight of a frozen layer is trained, but all of them are there.",
    ),
}


def clinic(given, language, base):
    """The answer for the texts of the controls: slips, or none, or that it is right."""
    given = DEFAULTS | given
    try:
        total = whole(given["number"])
        case, convention, kind = understand(given)
    except CountError as error:
        return refused(error, language, getattr(error, "field", "counted"))
    found = diagnose(total, case)
    values = {"number": f"{total:,}", "total": f"{case.right.total:,}"}
    if total == case.right.total:
        verdict = "right"
        said = "{number} is right."
    elif not found:
        verdict = "none"
        said = (
            "The layer has {total} parameters, not {number}, and no slip that is known "
            "here leads to that number."
        )
    elif found[0].elsewhere:
        verdict = "elsewhere"
        said = "{right}: {number}. The layer described above has {total} parameters."
        values["right"] = title(found[0], language)
    else:
        verdict = "slips"
        said = "The layer has {total} parameters, not {number}. What may have happened:"
    # Where the first explanation is the verdict, its name stands above already.
    named = found[1:] if verdict == "elsewhere" else found
    inside = "".join(
        shown(each, each in named, case, given, language) for each in found
    )
    if not found:
        inside = working(case.right, language)
    if verdict == "none":
        inside += hints(total, case, convention, kind, language, base)
    return {
        "ok": True,
        "html": f'<div data-verdict="{verdict}" data-total="{case.right.total}">'
        f'<p class="gc-said"><strong>{html(language, said, **values)}</strong></p>'
        f"{inside}</div>{listing(case, language)}",
        "spoken": " ".join(
            [say(language, said, **values), *(title(each, language) for each in found)]
        ),
    }


def whole(text):
    """The number that the reader got; 0 is one that a frozen layer gives.

    Words may stand around it, as in `Total params: 1,920 (7.50 KB)`.
    """
    text = re.sub(r"\([\d.,]+ *[KMGT]?i?B\)", "", plain("number", text)).strip()
    numbers = re.findall(NUMBER_IN, text)
    if len(numbers) == 1 and not re.search(r"[-(=[]|\d\w", text.replace(*numbers, "1")):
        text = numbers[0].removesuffix(".0")
    total = read_number("number", text)
    if isinstance(total, int) and total >= 0:
        return total
    return positive("number", text)  # which refuses


def understand(given):
    """(the case, its convention, the kind of layer)"""
    name = read_choice("counted", given["counted"], tuple(LAYERS))
    sizes = {each: positive(each, given[each]) for each in ("n", "m", "T", "batch")}
    layers = positive("num_layers", given["num_layers"])
    if layers > DEEPEST:
        raise FieldError(
            "num_layers",
            "{argument} can be at most {most} here.",
            argument="num_layers",
            most=DEEPEST,
        )
    both = read_switch("bidirectional", given["bidirectional"])
    convention, kind = LAYERS[name]
    own = sorted(
        LAYERS, key=lambda each: LAYERS[each][0].framework != convention.framework
    )
    others = {
        each: LAYERS[each][0].family(LAYERS[each][1])
        for each in own
        if each != name and keeps_biases(LAYERS[each][0])
    }
    case = Case(
        convention.family(kind),
        sizes["n"],
        sizes["m"],
        sizes["T"],
        sizes["batch"],
        layers,
        2 if both else 1,
        {each: others[each] for each in others if LAYERS[each][1] == kind},
        {each: others[each] for each in others if LAYERS[each][1] != kind},
        convention.framework,
        name,
    )
    case.right  # noqa: B018  asks the framework whether there is such a layer
    return case, convention, kind


def keeps_biases(convention):
    """Whether it has biases; without any, the slip is the missing biases."""
    return (convention.option, convention.text) not in (
        ("use_bias", "False"),
        ("bias", "False"),
        ("inputs", "X,W,R"),
    )


def shown(found, named, case, given, language):
    """One slip: its name, the wrong line beside the right one, what is the case."""
    name = f'<p class="gc-slip-name"><strong>{title(found, language)}</strong></p>'
    reasons = joined(
        language,
        *(
            html(language, WORDS[name][1], **values(name, found, case, language))
            for name in found.names
        ),
    )
    return (
        f'<div class="gc-slip" data-slip="{" ".join(found.names)}">'
        f"{name * named}{beside(found, case, language)}<p>{reasons}</p>"
        f"{ways(found, given, language) if found.elsewhere else ''}</div>"
    )


def title(found, language):
    return say(language, " + ").join(
        say(
            language,
            "Right in {who}"
            if (name, found.elsewhere) == ("convention", True)
            else WORDS[name][0],
            **who(found, language),
            said=found.said[-1] if found.said else "",
        )
        for name in found.names
    )


def who(found, language):
    """What the titles say of the layers for which a number is right."""
    layers = [each for each in found.said if isinstance(each, Layer)]
    if not layers:
        return {}
    known = [LAYERS[each.name] for each in layers]
    return {
        "who": " / ".join(dict.fromkeys(called(each, language) for each, _ in known)),
        "kind": say(language, KINDS[known[0][1]]),
        "directions": say(
            language,
            "both directions" if layers[0].directions == 2 else "one direction",
        ),
    }


def called(convention, language):
    """PyTorch; Keras with reset_after=False; ONNX, whose inputs its link says"""
    name = FRAMEWORKS[convention.framework].title
    if convention.option in ("", "inputs"):
        return name
    return say(
        language, "{framework} with {option}", framework=name, option=convention.written
    )


def ways(found, given, language):
    """Links that set the form to the layers for which the number is right."""
    links = ""
    both = f" · {say(language, 'both directions')}" * (found.said[0].directions == 2)
    for each in found.said[:MOST]:
        convention, kind = LAYERS[each.name]
        settings = {
            "counted": each.name,
            "num_layers": str(each.layers),
            "bidirectional": str(each.directions == 2),
        }
        query = escape(urlencode(given | settings))
        links += (
            f'<a class="gc-copy" data-set href="?{query}">'
            f"{escape(convention.plain)} · {html(language, KINDS[kind])}{both}</a> "
        )
    asked = html(language, "Ask about that layer:")
    return f'<p class="gc-settings">{asked} {links}</p>'


def values(name, found, case, language):
    """What the sentences about a slip may say."""
    said = [each for each in found.said if isinstance(each, str)]
    return who(found, language) | {
        "said": "".join(code(each) for each in said[:1]),
        "bytes": "".join(str(DTYPES[each]) for each in said if each in DTYPES),
        "gates": str(case.blocks[0].gates),
        "T": math(f"T = {number(case.steps)}"),
        "B": f"{case.batch:,}",
    }


def beside(found, case, language):
    """The lines of both workings that differ, side by side."""
    wrong, right = found.working, case.right
    one, two = ("gc-wrong", "Wrong"), ("gc-right", "Right")
    if found.elsewhere:
        one, two = ("gc-there", "That layer"), ("gc-right", "The layer above")
    boxes = "".join(
        f'<div class="{name}"><p class="gc-label">{html(language, label)}</p>'
        f"{rows(working, other, language)}</div>"
        for (name, label), working, other in ((one, wrong, right), (two, right, wrong))
    )
    return f'<div class="gc-beside">{boxes}</div>'


def working(one, language):
    return f'<div class="gc-right">{rows(one, None, language)}</div>'


def rows(one, other, language):
    """The working as formulas; `other` is one whose equal lines are left out."""
    if len(one.lines) < 2:
        return display(whole_of(one), one.total)
    others = other.lines if other else ()
    said = ""
    for line, places in grouped(one.lines):
        if len(others) > 1 and all(
            place < len(others) and others[place] == line for place in places
        ):
            continue
        label = html(
            language,
            "layer {number}" if len(places) == 1 else "layers {first} to {last}",
            number=str(places[0] + 1),
            first=str(places[0] + 1),
            last=str(places[-1] + 1),
        )
        said += f'<p class="gc-label">{label}</p>{display(line, value(line))}'
    label = html(language, "together")
    return f'{said}<p class="gc-label">{label}</p>{display(whole_of(one), one.total)}'


def grouped(lines):
    """(a line, the places where it stands one after the other)"""
    for line, places in groupby(range(len(lines)), key=lambda place: lines[place]):
        yield line, list(places)


def whole_of(working):
    """The working as one expression; several lines are the sum of their values."""
    [first, *more] = working.lines or (0,)
    inside = plus(*map(value, working.lines)) if more else first
    if working.outer:
        inside = Product((*working.outer, *factors(inside)))
    return Sum((inside, *working.added)) if working.added else inside


def factors(expression):
    return expression.factors if isinstance(expression, Product) else (expression,)


def display(expression, total):
    lines = tuple(dict.fromkeys(tex(expression, values) for values in (False, True)))
    return rf'<div class="arithmatex">\[{Part(lines, total).tex}\]</div>'


def tex(expression, values, inner=False):
    """TeX in symbols, or with their values; an inner sum stands in brackets."""
    match expression:
        case int():
            return number(expression)
        case Name(symbol=symbol):
            return number(expression.value) if values else symbol
        case Product(factors=factors):
            return r" \times ".join(tex(each, values, True) for each in factors)
        case Sum(terms=terms):
            text = " + ".join(tex(each, values) for each in terms)
            if not inner:
                return text
            size = ("", "") if "(" not in text else (r"\bigl", r"\bigr")
            return f"{size[0]}({text}{size[1]})"


def hints(total, case, convention, kind, language, base):
    """What else the number may be."""
    said = []
    times, rest = divmod(total, case.right.total)
    if total and not rest:
        said.append(
            html(language, "It is {times} times the right number.", times=f"{times:,}")
        )
    if total and case.layers == case.directions == 1:
        found = sizes(convention.family(kind), total)[:3]
        links = html(language, ", ").join(
            html(
                language,
                "{layer} on {n} features",
                layer=linked(convention.reading(kind, n, m), base),
                n=f"{n:,}",
            )
            for n, m in found
        )
        if links:
            said.append(
                html(language, "Other sizes have this number: {layers}.", layers=links)
            )
    return f"<p>{joined(language, *said)}</p>" if said else ""


def listing(case, language):
    """All slips with the numbers that they lead to for this layer, folded."""
    heads = "".join(
        f'<th scope="col"{css}>{html(language, head)}</th>'
        for head, css in (("Number", NUMBER), ("Slip", ""), ("Working", ""))
    )
    found = sorted(slips(case), key=lambda each: -each.working.total)
    body = "".join(
        f'<tr data-slip="{each.names[0]}">'
        f'<td class="gc-number">{each.working.total:,}</td>'
        f"<td>{title(each, language)}{said_of(each)}</td>"
        f"<td>{math(tex(whole_of(each.working), True))}</td></tr>"
        for each in found
    )
    summary = html(
        language,
        "All numbers known here besides {total}: {number}",
        number=str(len(found)),
        total=f"{case.right.total:,}",
    )
    return (
        f'<details class="gc-more"><summary>{summary}</summary>'
        '<div class="gc-scroll" tabindex="0" role="group" '
        f'aria-label="{html(language, "All slips")}"><table class="gc-table gc-slips">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def said_of(found):
    """Which optimizer, or type."""
    return "".join(f" {code(each)}" for each in found.said if isinstance(each, str))


def place(language, base, python_bytes):
    """The live part as the page has it before Python runs."""
    known = [
        (name, f"{convention.layer(kind).name} · {convention.words}")
        for name, (convention, kind) in LAYERS.items()
    ]
    known.sort(key=lambda option: option[0] != DEFAULTS["counted"])
    fields = (
        ("n", "Features (n)"),
        ("m", "Units (m)"),
        ("T", "Time steps (T)"),
        ("batch", "Batch"),
        ("num_layers", "Layers"),
    )
    first = DEFAULTS["number"]
    controls = number_control("number", "Your number", first, language, wide=True)
    controls += choice_control("counted", "Layer", known, language)
    controls += "".join(
        number_control(name, label, DEFAULTS[name], language) for name, label in fields
    )
    return part(
        "clinic",
        "Which slip leads to this number?",
        language,
        base,
        python_bytes,
        controls + switch("bidirectional", "Both directions", language),
        clinic({}, language, base)["html"],
        address="",
    )
