"""Worksheets as pages to print, with their key, and as files for Moodle."""

import re
from html import escape

from gatecount import CountError
from gatecount.worksheet import mark, plain
from gatecount.worksheet import worksheet as questions

from .exports import gift, moodle
from .marks import code, shown
from .parts import NUMBER, part, refused, words
from .values import FieldError
from .words import html, say

MOST = 60  # sheets at once
LONGEST = 80  # characters of a name
DEFAULTS = {"course": "A", "students": ""}

SENTENCES = {
    "one": "In Keras, {layers} reads sequences of shape {shape}. How many parameters "
    "does it have?",
    "torch": "How many parameters does {layers} have in PyTorch?",
    "part": "In Keras, {layers} reads sequences of shape {shape}. How many numbers "
    "does its {wanted} hold?",
    "stack": "In Keras, sequences of shape {shape} pass through {layers}, one after "
    "the other. How many parameters do these layers have together?",
    "model": "A Keras model reads texts of {steps} words. Its layers are {layers}, one "
    "after the other. How many parameters does it have?",
    "units": "A Keras {name} with default settings reads {features} features and has "
    "{given} parameters. How many units does it have?",
}


def sentence(question, language):
    """The question as HTML, in the page's language."""
    return html(
        language,
        SENTENCES[question.kind],
        layers=html(language, ", ").join(map(code, question.layers)),
        shape=code(shown(question.shape)),
        steps=str(question.shape[0]) if question.shape else "",
        features=str(question.shape[-1]) if question.shape else "",
        wanted=code(question.wanted),
        name=code(question.layers[0].partition("(")[0]),
        given=f"{question.given:,}",
    )


def working(question):
    """The answer as a sum over the shapes of the weights, without a word."""
    parts = [f"{' × '.join(map(str, weight.shape))}" for weight in question.weights]
    if len(parts) == 1 and parts[0] == f"{question.given}":
        return f"{question.given:,}"
    return f"{' + '.join(parts)} = {question.given:,}"


def worksheet(given, language, base):
    """The answer for the texts of `course` and `students`: sheets, then keys."""
    given = DEFAULTS | given
    try:
        names = students(given)
    except CountError as error:
        return refused(error, language, error.field)
    course = tidy(given["course"])
    sheets = [
        (name, seed, list(questions(seed)))
        for name, seed in ((name, seed_of(course, name)) for name in names)
    ]
    inside = "".join(sheet(course, *each, language) for each in sheets)
    keys = "".join(key(course, *each, language) for each in sheets)
    return {
        "ok": True,
        "html": buttons(course, sheets, language)
        + f'{inside}<div class="gc-answers">{keys}</div>',
        "spoken": say(language, "Worksheets: {number}.", number=str(len(sheets))),
    }


def tidy(text):
    return " ".join(text.split())


def students(given):
    """The names that get a sheet of their own, without repetition; "" for the class."""
    named = {}
    for text in re.split(r"[\n,;，；、]", given["students"]):
        if plain(text):
            named.setdefault(plain(text), tidy(text))
    for field, text in (
        ("course", given["course"]),
        *(("students", name) for name in named.values()),
    ):
        if len(text) > LONGEST:
            raise FieldError(field, "{name} is too long.", name=field)
    if not plain(given["course"]) and not named:
        raise FieldError("course", "Write the name of a class, or a student number.")
    if len(named) > MOST:
        raise FieldError(
            "students",
            "{argument} can be at most {most} here.",
            argument="students",
            most=MOST,
        )
    return list(named.values()) or [""]


def seed_of(course, name):
    return " / ".join(filter(None, (course, name)))


def heading(course, name, seed, title, language):
    who = " · ".join(escape(each) for each in (course, name) if each)
    return (
        f'<p class="gc-sheet-title"><strong>{html(language, title)}</strong> {who} '
        f'<span class="gc-mark">{mark(seed)}</span></p>'
    )


def sheet(course, name, seed, asked, language):
    items = "".join(
        f'<li>{sentence(each, language)}<span class="gc-line-to-fill"></span></li>'
        for each in asked
    )
    blank = "" if name else f'<p class="gc-name-line">{html(language, "Name:")}</p>'
    return (
        f'<div class="gc-sheet" data-seed="{escape(seed)}">'
        f"{heading(course, name, seed, 'Worksheet', language)}{blank}<ol>{items}</ol>"
        "</div>"
    )


def key(course, name, seed, asked, language):
    rows = "".join(
        f'<tr><td>{place}</td><td class="gc-number"><strong data-key="{each.answer}">'
        f"{each.answer:,}</strong></td><td>{working(each)}</td></tr>"
        for place, each in enumerate(asked, 1)
    )
    heads = "".join(
        f'<th scope="col"{css}>{html(language, head)}</th>'
        for head, css in (("No.", ""), ("Answer", NUMBER), ("Working", ""))
    )
    return (
        f'<div class="gc-key" data-seed="{escape(seed)}">'
        f"{heading(course, name, seed, 'Key', language)}"
        '<div class="gc-scroll" tabindex="0" role="group" '
        f'aria-label="{html(language, "Key")}"><table class="gc-table"><thead><tr>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div></div>"
    )


def buttons(course, sheets, language):
    items = [
        (
            [each for each in (course, name) if each],
            place,
            sentence(each, language),
            each.answer,
            working(each),
        )
        for name, _, asked in sheets
        for place, each in enumerate(asked, 1)
    ]
    files = (
        ("Moodle XML", "gatecount.xml", "application/xml", moodle(items)),
        ("GIFT", "gatecount.txt", "text/plain", gift(items)),
    )
    saved = "".join(
        f'<button type="button" class="md-button" data-download="{name}" '
        f'data-type="{kind}" data-text="{escape(text)}">{title}</button> '
        for title, name, kind, text in files
    )
    printed = html(language, "Print sheets and key")
    return (
        '<div class="gc-buttons"><button type="button" class="md-button" data-print>'
        f"{printed}</button> {saved}</div>"
    )


def place(language, base, python_bytes):
    """The live part as the page has it before Python runs."""
    label = words("Students, one in each line (may stay empty)", language)
    controls = (
        f'<label class="gc-field gc-wide">{words("Class or seed", language)}'
        f'<input name="course" value="{DEFAULTS["course"]}" maxlength="{LONGEST}" '
        'autocapitalize="none" autocorrect="off" spellcheck="false"></label>'
        f'<label class="gc-field gc-wide">{label}'
        '<textarea name="students" rows="4" autocapitalize="none" autocorrect="off" '
        'spellcheck="false"></textarea></label>'
    )
    return part(
        "worksheet",
        "Whose worksheets?",
        language,
        base,
        python_bytes,
        controls,
        worksheet({}, language, base)["html"],
        addressed=True,
    )
