"""Questions with numbers for answers: Moodle XML, GIFT, CSV, and a text for Word.

Formats: https://docs.moodle.org/en/Moodle_XML_format and
https://docs.moodle.org/en/GIFT_format. An item is (categories, number in its
category, question as HTML, answer, working).
"""

import csv
import io
import re
from html import unescape
from itertools import groupby
from xml.etree import ElementTree as ET

from ..shared.markup import join, tag
from ..shared.words import html, say

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
TOP = ("$course$", "top", "Gatecount")


def by_category(items):
    for names, group in groupby(items, key=lambda item: item[0]):
        # Moodle takes a doubled slash for one that is part of a name.
        yield "/".join([*TOP, *(name.replace("/", "//") for name in names)]), group


def title(place):
    return f"Gatecount {place:02}"


def moodle(items):
    """A <quiz>: a category, then its numerical questions, and so on."""
    quiz = ET.Element("quiz")
    for category, group in by_category(items):
        heading = ET.SubElement(quiz, "question", type="category")
        text(ET.SubElement(heading, "category"), category)
        for _, place, asked, answer, working in group:
            question = ET.SubElement(quiz, "question", type="numerical")
            text(ET.SubElement(question, "name"), title(place))
            text(ET.SubElement(question, "questiontext", format="html"), asked)
            feedback = ET.SubElement(question, "generalfeedback", format="html")
            text(feedback, working)
            for name, value in (("defaultgrade", "1"), ("penalty", "0.3333333"),
                                ("hidden", "0"), ("idnumber", "")):  # fmt: skip
                ET.SubElement(question, name).text = value
            given = {"fraction": "100", "format": "moodle_auto_format"}
            right = ET.SubElement(question, "answer", given)
            ET.SubElement(right, "text").text = str(answer)
            text(ET.SubElement(right, "feedback", format="html"), "")
            ET.SubElement(right, "tolerance").text = "0"
    ET.indent(quiz)
    return DECLARATION + ET.tostring(quiz, encoding="unicode")


def text(element, value):
    ET.SubElement(element, "text").text = allowed(value)


def allowed(value):
    """The text without what XML cannot hold at all, such as control characters."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)


def gift(items):
    """The same for those who prefer a plain text."""
    blocks = []
    for category, group in by_category(items):
        blocks.append(f"$CATEGORY: {category}")
        for _, place, asked, answer, working in group:
            blocks.append(
                f"::{title(place)}::[html]{plain(asked)} "
                f"{{#{answer}:0####{plain(working)}}}"
            )
    return "\n\n".join(blocks) + "\n"


def plain(value):
    """The text with GIFT's own characters escaped, on one line."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", " ".join(value.split()))


def table(items, language):
    """A row for each question, for whatever reads CSV."""
    written = io.StringIO()
    rows = csv.writer(written)
    heads = ("Student", "No.", "Question", "Answer", "Working")
    rows.writerow(say(language, head) for head in heads)
    for who, place, asked, answer, working in items:
        name = cell(" / ".join(who))
        rows.writerow((name, place, unescape(untagged(asked)), answer, working))
    return "\ufeff" + written.getvalue()  # by that mark Excel knows UTF-8


def cell(name):
    """A name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name


def untagged(asked):
    return re.sub("<[^>]+>", "", asked)


def document(items, language):
    """HTML as word processors open it: question, answer and working, each a line."""
    blocks = []
    for who, group in groupby(items, key=lambda item: item[0]):
        blocks.append(tag("<h1>{}</h1>")(" / ".join(who)))
        for _, place, asked, answer, working in group:
            lines = (
                tag("{}. {} ________")(place, unescape(untagged(asked))),
                html(language, "Answer: {answer}", answer=str(answer)),
                html(language, "Working: {working}", working=working),
            )
            blocks += map(tag("<p>{}</p>"), lines)
    style = "h1 { page-break-before: always; font-size: 14pt } p { margin: 3pt 0 }"
    return tag(
        '<html lang="{}"><head><meta charset="utf-8"><title>Gatecount</title>'
        "<style>{}</style></head><body>{}</body></html>"
    )(language, style, join(blocks))
