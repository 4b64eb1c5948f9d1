"""A working of the engine as formulas: in symbols, then with their values."""

from itertools import groupby

from gatecount.teaching.workings import Name, Product, Sum, plus, value

from ..count.derivation import Part, number
from ..shared.markup import formula, tag
from ..shared.words import html


def rows(one, other, language):
    """The working as formulas; `other` is one whose equal lines are left out."""
    if len(one.lines) < 2:
        return display(whole_of(one), one.total)
    others = other.lines if other else ()
    step, said = tag('<p class="gc-label">{}</p>{}'), tag("")
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
        said += step(label, display(line, value(line)))
    whole = display(whole_of(one), one.total)
    return said + step(html(language, "together"), whole)


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
    return formula(Part(lines, total).tex)


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
