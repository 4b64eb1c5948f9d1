"""Worksheets as pages to print, with their key, and as files for other systems."""

import re
from binascii import b2a_base64
from functools import lru_cache
from itertools import chain
from urllib.parse import urlencode

from gatecount import CountError
from gatecount.teaching.worksheet import mark, plain
from gatecount.teaching.worksheet import worksheet as questions

from ..calculator.copies import codes
from ..shared.markup import code, join, shown, tag
from ..shared.small_form import choice_control, part, refused, words
from ..shared.table import NUMBER
from ..shared.table import table as wide
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
        + tag('{}<div class="gc-answers">{}</div>')(join(sheets), join(keys)),
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
    return tag(
        '<p class="gc-sheet-title"><strong>{}</strong> {} '
        '<span class="gc-mark">{}</span></p>'
    )(html(language, title), " · ".join(filter(None, (course, name))), mark(seed))


def sheet(course, name, seed, items, language):
    item = tag('<li>{}<span class="gc-line-to-fill"></span></li>')
    listed = join(item(asked) for _, _, asked, _, _ in items)
    blank = tag('<p class="gc-name-line">{}</p>')(html(language, "Name:"))
    head = heading(course, name, seed, "Worksheet", language) + blank * (not name)
    return tag('<div class="gc-sheet" data-seed="{}">{}<ol>{}</ol></div>')(
        seed, head, listed
    )


def key(course, name, seed, items, links, language):
    row = tag(
        '<tr><td>{0}</td><td class="gc-number"><strong data-key="{1}">{1:,}</strong>'
        "</td><td>{2}</td></tr>"
    )
    rows = join(
        row(place, answer, counted(working, link))
        for (_, place, _, answer, working), link in zip(items, links)
    )
    label, body = html(language, "Key"), tag("<tbody>{}</tbody>")(rows)
    columns = (("No.", ""), ("Answer", NUMBER), ("Working", ""))
    return tag('<div class="gc-key" data-seed="{}">{}{}</div>')(
        seed,
        heading(course, name, seed, "Key", language),
        wide(label, columns, body, language),
    )


def counted(working, link):
    """The working, as a link to the same layer in the calculator where it is one."""
    return tag('<a href="{}" data-coded>{}</a>')(link, working) if link else working


def buttons(items, language):
    items = list(items)
    files = (
        ("Moodle XML", "gatecount.xml", "application/xml", moodle(items)),
        ("GIFT", "gatecount.txt", "text/plain", gift(items)),
    )
    button = tag('<button type="button" class="md-button" data-file="{}">{}</button> ')
    kinds = (("qti", "QTI 2.1"), ("csv", "CSV"), ("word", "Word"))
    made = join(button(kind, title) for kind, title in kinds)
    button = tag(
        '<button type="button" class="md-button" data-download="{}" '
        'data-type="{}" data-text="{}">{}</button> '
    )
    saved = join(button(name, kind, text, title) for title, name, kind, text in files)
    printed = html(language, "Print")
    waiting = html(language, "The sheets are being written …")
    return tag(
        '<div class="gc-buttons"><button type="button" class="md-button" data-print>'
        '{}</button> {}{}{}<span class="gc-waiting">{}</span></div>'
    )(printed, saved, made, codes(language, "md-button"), waiting)


# How a kind of file is called, and who writes it; made when it is asked for.
FILES = {
    "qti": ("gatecount-qti.zip", "application/zip", lambda items, language: qti(items)),
    "csv": ("gatecount.csv", "text/csv", table),
    "word": ("gatecount.doc", "application/msword", document),
}


def place(language, base, python_bytes):
    """The live part as the page has it before Python runs."""
    label = words("Students, one per line (may stay empty)", language)
    controls = tag(
        '<label class="gc-field gc-wide">{}'
        '<input name="course" value="{}" maxlength="{}" '
        'autocapitalize="none" autocorrect="off" spellcheck="false"></label>'
        '<label class="gc-field gc-wide">{}'
        '<textarea name="students" rows="4" autocapitalize="none" autocorrect="off" '
        'spellcheck="false"></textarea></label>'
    )(words("Class or seed", language), DEFAULTS["course"], LONGEST, label)
    for name, title in (("topic", "Topic"), ("level", "Difficulty")):
        options = [(value, say(language, text)) for value, text in CHOICES[name]]
        controls += choice_control(name, title, options, language)
    controls += tag(
        '<label class="gc-switch gc-wide"><input type="checkbox" data-with-answers>'
        "{}</label>"
    )(words("Print the key, too", language))
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
