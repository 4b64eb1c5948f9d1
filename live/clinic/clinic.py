"""The clinic: which slip leads to a wrong number, as HTML.

The slips and their workings are the engine's, in gatecount/teaching; here are
their names, and the wrong line beside the right one.
"""

import re
from urllib.parse import urlencode

from gatecount import DTYPES, CountError
from gatecount.teaching.diagnosis import diagnose, slips
from gatecount.teaching.inverse import sizes
from gatecount.teaching.workings import Case, Layer

from ..conventions.conventions import KINDS, linked
from ..count.derivation import number
from ..inverse.pairs import LAYERS
from ..shared.layers import FRAMEWORKS
from ..shared.markup import code, join, math, tag
from ..shared.small_form import (
    choice_control,
    number_control,
    part,
    positive,
    refused,
)
from ..shared.small_form import switch_control as switch
from ..shared.table import NUMBER, table
from ..shared.values import FieldError, plain, read_choice, read_number, read_switch
from ..shared.words import html, say, sentences
from .slips import WORDS
from .workings import rows, tex, whole_of

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
    spoken = say(language, said, **values)
    # Where the first explanation is the verdict, its name stands above already.
    named = found[1:] if verdict == "elsewhere" else found
    inside = join(shown(each, each in named, case, given, language) for each in found)
    if not found:
        inside = working(case.right, language)
    if verdict == "none":
        inside += hints(total, case, convention, kind, language, base)
    return {
        "ok": True,
        "html": tag(
            '<div data-verdict="{}" data-total="{}">'
            '<p class="gc-said"><strong>{}</strong></p>{}</div>{}'
        )(verdict, case.right.total, spoken, inside, listing(case, language)),
        "spoken": " ".join([spoken, *(title(each, language) for each in found)]),
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
    name = tag('<p class="gc-slip-name"><strong>{}</strong></p>')
    reasons = (
        html(language, WORDS[name][1], **values(name, found, case, language))
        for name in found.names
    )
    return tag('<div class="gc-slip" data-slip="{}">{}{}<p>{}</p>{}</div>')(
        " ".join(found.names),
        name(title(found, language)) * named,
        beside(found, case, language),
        sentences(language, *reasons),
        ways(found, given, language) if found.elsewhere else "",
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
    links, link = tag(""), tag('<a class="gc-copy" data-set href="?{}">{} · {}{}</a> ')
    both = f" · {say(language, 'both directions')}" * (found.said[0].directions == 2)
    for each in found.said[:MOST]:
        convention, kind = LAYERS[each.name]
        settings = {
            "counted": each.name,
            "num_layers": str(each.layers),
            "bidirectional": str(each.directions == 2),
        }
        query, layer = urlencode(given | settings), html(language, KINDS[kind])
        links += link(query, convention.plain, layer, both)
    asked = html(language, "Ask about that layer:")
    return tag('<p class="gc-settings">{} {}</p>')(asked, links)


def values(name, found, case, language):
    """What the sentences about a slip may say."""
    said = [each for each in found.said if isinstance(each, str)]
    return who(found, language) | {
        "said": join(code(each) for each in said[:1]),
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
    box = tag('<div class="{}"><p class="gc-label">{}</p>{}</div>')
    boxes = join(
        box(name, html(language, label), rows(working, other, language))
        for (name, label), working, other in ((one, wrong, right), (two, right, wrong))
    )
    return tag('<div class="gc-beside">{}</div>')(boxes)


def working(one, language):
    return tag('<div class="gc-right">{}</div>')(rows(one, None, language))


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
    return tag("<p>{}</p>")(sentences(language, *said)) if said else ""


def listing(case, language):
    """All slips with the numbers that they lead to for this layer, folded."""
    found = sorted(slips(case), key=lambda each: -each.working.total)
    rows = join(row(each, language) for each in found)
    summary = html(
        language,
        "All numbers known here besides {total}: {number}",
        number=str(len(found)),
        total=f"{case.right.total:,}",
    )
    label, body = html(language, "All slips"), tag("<tbody>{}</tbody>")(rows)
    columns = (("Number", NUMBER), ("Slip", ""), ("Working", ""))
    return tag('<details class="gc-more"><summary>{}</summary>{}</details>')(
        summary, table(label, columns, body, language, " gc-slips")
    )


def row(found, language):
    """A slip, with the optimizer or the type that it is about."""
    said = join(" " + code(each) for each in found.said if isinstance(each, str))
    formula = math(tex(whole_of(found.working), True))
    return tag(
        '<tr data-slip="{}"><td class="gc-number">{:,}</td>'
        "<td>{}{}</td><td>{}</td></tr>"
    )(found.names[0], found.working.total, title(found, language), said, formula)


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
    controls += join(
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
