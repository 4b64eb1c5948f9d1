"""Whether an answer to an exercise is right, and which slip leads to it."""

from urllib.parse import urlencode

from gatecount import CountError
from gatecount.teaching.diagnosis import diagnose

from ..clinic import clinic
from ..shared.markup import tag
from ..shared.small_form import refused
from ..shared.values import DIGITS
from ..shared.words import html, sentences
from . import new_numbers
from .algebra import evaluate
from .exercises import EXERCISES, POINTS, difference


def known(name):
    """The exercise of the page, or one with new numbers."""
    if name in EXERCISES:
        return EXERCISES[name]
    return new_numbers.exercise(name)


def check(given, language, base):
    """Whether the text `answer` answers the exercise `name`, and what may be wrong."""
    exercise = known(given["name"])
    try:
        right = exercise.read(given["answer"])
    except CountError as error:
        return refused(error, language, getattr(error, "field", "answer"))
    if right:
        said = html(language, "Right!")
    else:
        hint = advice(exercise, given["answer"], language, base)
        said = sentences(language, html(language, "Not yet."), hint)
    return {"ok": True, "right": right, "html": said}


def advice(exercise, text, language, base):
    """The likeliest slip, with a link to the clinic, where there is one."""
    if not getattr(exercise, "case", None):
        return ""
    points = [{}]
    if exercise.symbols:
        points = [
            {name: at[name] for name in exercise.symbols.split()} for at in POINTS
        ]
    if exercise.wanted is difference:
        whole = all(is_whole(exercise, text, at) for at in points)
        said = "This is the whole count of a layer; only the difference is asked for."
        return html(language, said) if whole else ""
    first, *others = (slips_at(exercise, text, at) for at in points)
    # In symbols it is a slip if it leads to the reader's number at every size.
    for names, (found, fields) in first.items():
        if all(names in other for other in others):
            said = "A likely slip: {slip}."
            if found.elsewhere:
                said = "That is another layer’s number: {slip}."
            slip = tag('<a href="{}?{}">{}</a>')
            name = clinic.title(found, language)
            return html(language, said, slip=slip(base, urlencode(fields), name))
    return ""


def is_whole(exercise, text, given):
    """Whether the text is worth all of one layer, as one or another counts."""
    _, known = known_at(exercise, given)
    families = known.conventions.values()
    wholes = {each.total for each in exercise.counts(**given)}
    wholes |= {family(known.n, known.m).total for family in families}
    return evaluate(text, given) in wholes


def known_at(exercise, given):
    """(the fields that the clinic needs, the layer as it understands them)"""
    case = {name: value.format(**given) for name, value in exercise.case.items()}
    known, *_ = clinic.understand(clinic.DEFAULTS | case)
    return case, known


def slips_at(exercise, text, given):
    """By its names, each slip that leads to what the text is worth at these sizes,
    with the fields of the clinic for it."""
    number = evaluate(text, given)
    case, known = known_at(exercise, given)
    number -= exercise.answer(**given) - known.right.total  # the other layers
    if number.denominator != 1 or not 0 <= number < 10**DIGITS:
        return {}
    number = int(number)  # a fraction, where the answer divides
    fields = {"number": str(number)} | case
    return {
        (*found.names, *found.said): (found, fields)
        for found in diagnose(number, known)
    }
