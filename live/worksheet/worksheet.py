"""Worksheets as pages to print, with their key, and as files for other systems."""

import re
from binascii import b2a_base64
from functools import lru_cache
from html import escape
from itertools import chain
from urllib.parse import urlencode

from gatecount import CountError
from gatecount.teaching.worksheet import mark, plain
from gatecount.teaching.worksheet import worksheet as questions

from ..calculator.copies import codes
from ..shared.markup import code, shown
from ..shared.small_form import NUMBER, choice_control, part, refused, words
from ..shared.values import FieldError
from ..shared.words import html, say
from .exports import document, gift, moodle, table
from .qti import qti

MOST = 60  # sheets at once
LONGEST = 80  # characters of a name
PAUSE = 400  # ms without typing before a list is taken as it stands
DEFAULTS = {"course": "A", "students": "", "topic": "all", "level": "usual"}
CHOICES = {
    "topic": (
        ("all", "Everything"),
        ("one", "One layer in Keras"),
        ("torch", "PyTorch"),
        ("several", "Several layers"),
    ),
    "level": (
        ("usual", "Usual sizes"),
        ("small", "Small sizes, for the head"),
        ("large", "Large sizes, as in practice"),
    ),
}
# What a pasted list has beside its names.
BULLET = re.compile(r"\s*(?:[-*•·●○▪]\s+|[①-⑳]\s*)")
NUMBERED = re.compile(
    r"\W*(\d{1,3})"
    r"(?:(?:\s*([.．)）、:：\]】])\s*|[ ,，]+)(?=[^\W\d])|\t\s*(?=\S))"
)
HEADS = set("name names student students no nr number id first last surname".split())
HEADS |= set("姓名 名字 学生 学号 序号 编号 班级".split())

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
    try:
        made = sheets_of(DEFAULTS | given, language, base)
    except CountError as error:
        return refused(error, language, error.field)
    sheets, keys, items = zip(*made)
    return {
        "ok": True,
        "html": buttons(chain.from_iterable(items), language)
        + f'{"".join(sheets)}<div class="gc-answers">{"".join(keys)}</div>',
        "spoken": say(language, "Worksheets: {number}.", number=str(len(sheets))),
    }


def sheets_of(given, language, base=""):
    """Of each student: the sheet, the key, and the items of the files."""
    names, course = students(given), tidy(given["course"])
    for field, choices in CHOICES.items():
        if given[field] not in dict(choices):
            raise FieldError(
                field, "There is no {value} to choose.", value=repr(given[field])
            )
    kind = given["topic"], given["level"]
    return [written(course, name, language, base, *kind) for name in names]


def file(given, language, kind):
    """The worksheets as a file: its name, its media type, its bytes in base64."""
    name, media, write = FILES[kind]
    made = sheets_of(DEFAULTS | given, language)
    items = chain.from_iterable(items for _, _, items in made)
    written = write(list(items), language)
    data = written.encode() if isinstance(written, str) else written
    return {"name": name, "type": media, "data": b2a_base64(data).decode()}


@lru_cache(maxsize=4 * MOST)  # whoever adds a name waits for that name only
def written(course, name, language, base, topic="all", level="usual"):
    """Of one student: the sheet, the key, and the items of the files."""
    seed = " / ".join(filter(None, (course, name)))
    asked = list(questions(seed, topic, level))
    who = [each for each in (course, name) if each]
    items = [
        (who, place, sentence(each, language), each.answer, working(each))
        for place, each in enumerate(asked, 1)
    ]
    student = course, name, seed
    links = [link(each, base) for each in asked]
    answers = key(*student, items, links, language)
    return sheet(*student, items, language), answers, items


def link(question, base):
    """Where the calculator says the number; "" of several layers, or of one weight."""
    if len(question.layers) > 1 or question.wanted not in ("total", "units"):
        return ""
    fields = {"framework": question.framework, "code": question.layers[0]}
    if question.shape:
        fields["input_shape"] = ",".join(map(str, question.shape))
    return f"{base}?{urlencode(fields, safe=',')}"


def tidy(text):
    return " ".join(text.split())


def students(given):
    """The names that get a sheet of their own, without repetition; "" for the class."""
    named = {}
    for text in names(given["students"]):
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
            "At most {most} students at once; this list has {number}. Do the others "
            "afterwards.",
            most=MOST,
            number=len(named),
        )
    return list(named.values()) or [""]


def names(text):
    """The names in a list as people paste it: without numbers, bullets, a head.

    A line of a table, with tabs, is one student; commas and the like part names.
    """
    lines = [BULLET.sub("", each) for each in text.splitlines() if plain(each)]
    if len(lines) > 1 and HEADS.issuperset(re.split(r"\W+", plain(lines[0]))):
        lines = lines[1:]
    numbers = [NUMBERED.match(each) for each in lines]
    running = [each and int(each[1]) for each in numbers] == [*range(1, len(lines) + 1)]
    apart = " " if len(lines) > 1 else ","
    for line, number in zip(lines, numbers):
        if number and (running or number[2]):
            line = line[number.end() :]
        line = line.replace("\t", apart)
        yield from filter(plain, re.split("[,;，；、]", line))


def heading(course, name, seed, title, language):
    who = " · ".join(escape(each) for each in (course, name) if each)
    return (
        f'<p class="gc-sheet-title"><strong>{html(language, title)}</strong> {who} '
        f'<span class="gc-mark">{mark(seed)}</span></p>'
    )


def sheet(course, name, seed, items, language):
    listed = "".join(
        f'<li>{asked}<span class="gc-line-to-fill"></span></li>'
        for _, _, asked, _, _ in items
    )
    blank = "" if name else f'<p class="gc-name-line">{html(language, "Name:")}</p>'
    return (
        f'<div class="gc-sheet" data-seed="{escape(seed)}">'
        f"{heading(course, name, seed, 'Worksheet', language)}{blank}<ol>{listed}</ol>"
        "</div>"
    )


def key(course, name, seed, items, links, language):
    rows = "".join(
        f'<tr><td>{place}</td><td class="gc-number"><strong data-key="{answer}">'
        f"{answer:,}</strong></td><td>{counted(working, link)}</td></tr>"
        for (_, place, _, answer, working), link in zip(items, links)
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


def counted(working, link):
    """The working, as a link to the same layer in the calculator where it is one."""
    return f'<a href="{escape(link)}" data-coded>{working}</a>' if link else working


def buttons(items, language):
    items = list(items)
    files = (
        ("Moodle XML", "gatecount.xml", "application/xml", moodle(items)),
        ("GIFT", "gatecount.txt", "text/plain", gift(items)),
    )
    made = "".join(
        f'<button type="button" class="md-button" data-file="{kind}">{title}</button> '
        for kind, title in (("qti", "QTI 2.1"), ("csv", "CSV"), ("word", "Word"))
    )
    saved = "".join(
        f'<button type="button" class="md-button" data-download="{name}" '
        f'data-type="{kind}" data-text="{escape(text)}">{title}</button> '
        for title, name, kind, text in files
    )
    printed = html(language, "Print")
    waiting = html(language, "The sheets are being written …")
    return (
        '<div class="gc-buttons"><button type="button" class="md-button" data-print>'
        f"{printed}</button> {saved}{made}"
        f"{codes(language, 'md-button')}"
        f'<span class="gc-waiting">{waiting}</span></div>'
    )


# How a kind of file is called, and who writes it; made when it is asked for.
FILES = {
    "qti": ("gatecount-qti.zip", "application/zip", lambda items, language: qti(items)),
    "csv": ("gatecount.csv", "text/csv", table),
    "word": ("gatecount.doc", "application/msword", document),
}


def place(language, base, python_bytes):
    """The live part as the page has it before Python runs."""
    label = words("Students, one per line (may stay empty)", language)
    controls = (
        f'<label class="gc-field gc-wide">{words("Class or seed", language)}'
        f'<input name="course" value="{DEFAULTS["course"]}" maxlength="{LONGEST}" '
        'autocapitalize="none" autocorrect="off" spellcheck="false"></label>'
        f'<label class="gc-field gc-wide">{label}'
        '<textarea name="students" rows="4" autocapitalize="none" autocorrect="off" '
        'spellcheck="false"></textarea></label>'
    )
    for name, title in (("topic", "Topic"), ("level", "Difficulty")):
        options = [(value, say(language, text)) for value, text in CHOICES[name]]
        controls += choice_control(name, title, options, language)
    controls += (
        '<label class="gc-switch gc-wide"><input type="checkbox" data-with-answers>'
        f"{words('Print the key, too', language)}</label>"
    )
    return part(
        "worksheet",
        "Whose worksheets?",
        language,
        base,
        python_bytes,
        controls,
        worksheet({}, language, base)["html"],
        address="",
        pause=PAUSE,
    )
