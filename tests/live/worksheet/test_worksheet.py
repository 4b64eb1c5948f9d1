"""Worksheets: answers by the real frameworks, the same everywhere, readable files."""

import csv
import json
import re
import subprocess
import sys
import warnings
import zipfile
from base64 import b64decode
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import keras
import pytest
import torch
import xmlschema
import zxingcpp
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import expect

from gatecount import count
from gatecount.teaching.worksheet import PARTS, mark
from gatecount.teaching.worksheet import worksheet as questions
from live.calculator.answer import answer
from live.shared.status import Bytes
from live.shared.words import TRANSLATIONS
from live.worksheet.exports import document, gift, moodle, table
from live.worksheet.qti import qti
from live.worksheet.worksheet import (
    MOST,
    SENTENCES,
    file,
    names,
    place,
    sentence,
    worksheet,
    written,
)
from publish.node import NODE
from tests.live.calculator.test_calculator import ALLOWED, Tags
from tests.pages import LANGUAGES

HERE = Path(__file__).parent
SCHEMA = xmlschema.XMLSchema(HERE / "moodle.xsd")
# As it is published, without the schemas of other bodies that it imports.
with warnings.catch_warnings(action="ignore"):
    QTI = xmlschema.XMLSchema(HERE / "imsqti_v2p1.xsd", allow="local", validation="lax")
STRANGE = [
    "A", "B", "班级 1", "<b>&amp;", "]]>", "a:b=c{d}~#\\", "A/B", '"quoted"', "👩",
    "\x0b",
]  # fmt: skip


def soup(language="en", **typed):
    answered = worksheet(typed, language, "")
    assert answered["ok"], answered
    return BeautifulSoup(answered["html"], "html.parser")


def files(page):
    return [button["data-text"] for button in page.select("[data-download]")]


# --- the answers ----------------------------------------------------------------


def real(question):
    """The answer as the framework gives it."""
    if question.framework == "torch":
        layer = eval(question.layers[0], {"nn": torch.nn})
        return sum(each.numel() for each in layer.parameters())
    layers = [eval(code, vars(keras.layers)) for code in question.layers]
    model = keras.Sequential([keras.Input(question.shape), *layers])
    if question.wanted in PARTS:
        [weight] = [each for each in model.weights if each.name == question.wanted]
        return weight.value.numpy().size
    if question.wanted == "units":
        assert model.count_params() == question.given
        return model.layers[0].units
    return model.count_params()


@pytest.mark.parametrize("seed", ["A", "B", "2026 / 17", "班级 3"])
def test_the_key_is_the_frameworks(seed, tally):
    for question in questions(seed):
        assert question.answer == real(question), question
        tally["answers of worksheets compared with the frameworks"] += 1


def test_the_key_on_the_page_is_that_of_the_questions():
    page = soup(course="A", students="B\nC")
    for name in "BC":
        seed = f"A / {name}"
        keys = page.select(f'.gc-key[data-seed="{seed}"] [data-key]')
        wanted = [str(each.answer) for each in questions(seed)]
        assert [each["data-key"] for each in keys] == wanted
        assert [each.text.replace(",", "") for each in keys] == wanted
        asked = page.select(f'.gc-sheet[data-seed="{seed}"] li')
        assert len(asked) == len(wanted)


def test_seeds_differ():
    seeds = ["A", "B", *(f"A / {number}" for number in range(200))]
    answers = {tuple(each.answer for each in questions(seed)) for seed in seeds}
    assert len(answers) == len(seeds)
    assert len({mark(seed) for seed in seeds}) == len(seeds)


def test_the_same_seed_is_the_same_sheet():
    """Published sheets stay: this one is written down."""
    assert list(questions("A")) == list(questions(" ａ "))
    assert mark("A") == mark("a") != mark("B")
    said = [(each.layers, each.shape, each.answer) for each in questions("A")]
    assert said[:2] == [
        (("LSTM(28)",), (13, 17), 5152),
        (("nn.LSTM(16, 12)",), (), 1440),
    ]


def test_the_command_prints_the_same_key():
    command = [sys.executable, "-m", "gatecount.teaching.worksheet", "A", "B"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["A", mark("A")]
    printed = [line[1] for line in lines if line[0].isdigit()]
    wanted = [*questions("A"), *questions("B")]
    assert printed == [str(each.answer) for each in wanted]


def test_a_size_that_is_asked_for_is_the_only_one():
    """No other number of units has the parameters of the last question."""
    for number in range(30):
        *_, last = questions(f"class / {number}")
        name, n = last.layers[0].partition("(")[0], last.shape[-1]
        fits = [
            m
            for m in range(1, 200)
            if count(f"{name}({m})", input_shape=(None, n)).total == last.given
        ]
        assert fits == [last.answer]


# --- what a reader sees ---------------------------------------------------------


def test_every_question_has_its_sentence_in_both_languages():
    kinds = {each.kind for number in range(50) for each in questions(str(number))}
    assert kinds == set(SENTENCES)
    assert set(SENTENCES.values()) <= set(TRANSLATIONS["zh"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_says_all_that_it_takes(language):
    """Nothing is left open: every layer and the shape stand in the sentence."""
    for number in range(20):
        for question in questions(str(number)):
            said = BeautifulSoup(sentence(question, language), "html.parser").text
            sizes = re.findall(r"\d+", said.replace(",", ""))
            if question.wanted == "units":
                assert sizes == [str(question.shape[-1]), str(question.given)]
                continue
            assert all(code in said for code in question.layers)
            assert all(str(size) in sizes for size in question.shape)
            assert str(question.answer) not in sizes or question.answer < 100


def test_chinese_is_chinese():
    whole = BeautifulSoup(
        place("zh", "", Bytes()) + worksheet({"students": "甲\n乙"}, "zh", "")["html"],
        "html.parser",
    )
    for each in whole.select("code, .gc-status, noscript, .gc-mark"):
        each.extract()
    names = "Keras|PyTorch|Moodle XML|GIFT|QTI|CSV|Word"
    left = re.sub(names, "", whole.get_text())
    assert not re.findall("[A-Za-z]{2,}", left)


@pytest.mark.parametrize("field", ["course", "students"])
@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=40)
@given(typed=st.text(max_size=120))
def test_whatever_stands_in_a_field_is_answered(field, language, typed):
    answered = worksheet({field: typed}, language, "")
    if answered["ok"]:
        tags = Tags()
        tags.feed(answered["html"])
        assert tags.seen <= ALLOWED | {"ol", "li", "a"}
        links = BeautifulSoup(answered["html"], "html.parser").select("a")
        assert all(each["href"].startswith("?") for each in links)
    else:
        assert answered["error"].endswith("。" if language == "zh" else ".")


def test_too_many_students_are_refused():
    many = "\n".join(map(str, range(MOST + 1)))
    assert not worksheet({"students": many}, "en", "")["ok"]
    page = soup(students="\n".join(map(str, range(MOST))))
    assert len(page.select(".gc-sheet")) == len(page.select(".gc-key")) == MOST


def test_a_student_gets_one_sheet():
    page = soup(students="1, 2；2、３\n\n 3 ")
    seeds = [each["data-seed"] for each in page.select(".gc-sheet")]
    assert seeds == ["A / 1", "A / 2", "A / ３"]


ANN, BOB = "Ann Lee", "Bob"
LISTS = {
    "lines": "Ann Lee\r\n\r\n  Bob\n",
    "commas": "Ann Lee, Bob",
    "Chinese commas": "Ann Lee、Bob",
    "a row of a table": "Ann Lee\tBob",
    "first and last name in columns": "Ann\tLee\nBob\t",
    "a numbered list": "1. Ann Lee\n2. Bob",
    "one with a gap": "1) Ann Lee\n3) Bob",
    "numbers in a column": "No.\tName\n1\tAnn Lee\n2\tBob",
    "Chinese numbers": "（1）Ann Lee\n（2）Bob",
    "numbers without a point": "1 Ann Lee\n2 Bob",
    "bullets": "• Ann Lee\n• Bob",
    "a head": "姓名\nAnn Lee\nBob",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_pasted_list_is_its_names(text):
    page = soup(course="A", students=text)
    seeds = [each["data-seed"] for each in page.select(".gc-sheet")]
    assert seeds == [f"A / {ANN}", f"A / {BOB}"]


@pytest.mark.parametrize(
    "text", ["17\n18\n19", "1A\n2A\n3A", "2026-1\n2026-2\n2026-3", "1、2、3"]
)
def test_student_numbers_stay(text):
    assert list(names(text)) == re.split("[\n、]", text)


def test_one_more_name_computes_one_more_sheet(monkeypatch):
    seeds = []
    monkeypatch.setattr(
        "live.worksheet.worksheet.questions",
        lambda seed, *kind: seeds.append(seed) or questions(seed, *kind),
    )
    written.cache_clear()
    class_of = "\n".join(f"student {k}" for k in range(29))
    soup(students=class_of)
    assert len(seeds) == 29
    page = soup(students=f"{class_of}\n{ANN}")
    assert seeds[29:] == [f"A / {ANN}"] and len(page.select(".gc-sheet")) == 30


# --- the files ------------------------------------------------------------------


def read_gift(text):
    done = subprocess.run(
        [NODE, HERE / "gift.mjs"], input=text, capture_output=True, text=True,
        encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_moodle_xml_is_valid_and_holds_the_key(language, tally):
    xml, _ = files(soup(language, course="A", students="1\n2"))
    SCHEMA.validate(xml)
    quiz = ElementTree.fromstring(xml)
    categories = [each.text for each in quiz.iterfind("question/category/text")]
    assert categories == ["$course$/top/Gatecount/A/1", "$course$/top/Gatecount/A/2"]
    asked = [*questions("A / 1"), *questions("A / 2")]
    numerical = quiz.findall("question[@type='numerical']")
    for element, question in zip(numerical, asked, strict=True):
        assert element.find("answer").get("fraction") == "100"
        assert element.find("answer/text").text == str(question.answer)
        assert element.find("answer/tolerance").text == "0"
        assert element.find("questiontext/text").text == sentence(question, language)
        assert f"{question.given:,}" in element.find("generalfeedback/text").text
        tally["questions read back from Moodle XML"] += 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_gift_is_read_back(language, tally):
    _, text = files(soup(language, course="A", students="1\n2"))
    read = read_gift(text)
    categories = [each["title"] for each in read if each["type"] == "Category"]
    assert categories == ["$course$/top/Gatecount/A/1", "$course$/top/Gatecount/A/2"]
    asked = [*questions("A / 1"), *questions("A / 2")]
    numerical = [each for each in read if each["type"] == "Numerical"]
    for item, question in zip(numerical, asked, strict=True):
        assert item["stem"] == {"format": "html", "text": sentence(question, language)}
        assert item["choices"]["number"] == question.answer
        assert item["choices"]["range"] == 0
        assert f"{question.given:,}" in item["globalFeedback"]["text"]
        tally["questions read back from GIFT"] += 1


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_stay_names(name):
    """Whatever a class is called, files stay well-formed, and say the name."""
    items = [([name], 1, "<p>1 + 1?</p>", 2, "1 + 1 = 2")]
    xml, text = moodle(items), gift(items)
    SCHEMA.validate(xml)
    quiz = ElementTree.fromstring(xml)
    kept = name.replace("\x0b", "").replace("/", "//")
    assert quiz.find("question/category/text").text == f"$course$/top/Gatecount/{kept}"
    [category, question] = read_gift(text)
    assert category["type"] == "Category"
    assert question["choices"]["number"] == 2
    assert question["stem"]["text"] == "<p>1 + 1?</p>"


def test_gift_s_own_characters_stay_in_the_text():
    said = "a ~ b = c # {d} : e::f // g"
    [_, question] = read_gift(gift([(["A"], 1, said, 2, said)]))
    assert question["stem"]["text"] == question["globalFeedback"]["text"] == said
    [_, question] = read_gift(gift([(["A"], 1, r"a\b \= c", 2, "2")]))
    assert question["choices"]["number"] == 2
    assert question["stem"]["text"].replace("\\\\", "\\") == r"a\b \= c"


def test_the_schema_can_refuse():
    good = moodle([(["A"], 1, "?", 2, "2")])
    for broken in (
        good.replace(">2</text>", ">two</text>"),
        good.replace('type="numerical"', 'type="number"'),
        good.replace("<tolerance>0</tolerance>", ""),
        good.replace(' format="html"', ""),
    ):
        assert broken != good and not SCHEMA.is_valid(broken)


def made(kind, language="en", **typed):
    answered = file(typed, language, kind)
    return b64decode(answered["data"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_qti_is_valid_and_holds_the_key(language, tally):
    """By the schema that 1EdTech publishes; what it imports is not used here."""
    package = zipfile.ZipFile(BytesIO(made("qti", language, students="1\n2")))
    assert package.testzip() is None
    listed = ElementTree.fromstring(package.read("imsmanifest.xml"))
    hrefs = [each.get("href") for each in listed.iterfind(".//{*}file")]
    assert sorted(hrefs) == sorted({*package.namelist()} - {"imsmanifest.xml"})
    names = {each.get("identifier") for each in listed.iterfind(".//{*}resource")}
    needed = [e.get("identifierref") for e in listed.iterfind(".//{*}dependency")]
    assert len(needed) == 16 and names.issuperset(needed)
    tests = listed.findall(".//{*}resource[@type='imsqti_test_xmlv2p1']")
    for number, resource in enumerate(tests, 1):
        test = ElementTree.fromstring(package.read(resource.get("href")))
        QTI.validate(test)
        assert test.get("title") == f"A / {number}"
        items = [each.get("href") for each in test.iterfind(".//{*}assessmentItemRef")]
        for name, question in zip(items, questions(f"A / {number}"), strict=True):
            item = ElementTree.fromstring(package.read(name))
            QTI.validate(item)
            assert name == f"{item.get('identifier')}.xml"  # as Canvas joins them
            [key] = item.iterfind(".//{*}correctResponse/{*}value")
            assert key.text == str(question.answer)
            asked = "".join(item.find(".//{*}itemBody/{*}p").itertext())
            wanted = BeautifulSoup(sentence(question, language), "html.parser").text
            assert asked == wanted
            tally["questions read back from QTI"] += 1
    item.find(".//{*}textEntryInteraction").tag = "{http://x}other"
    assert not QTI.is_valid(item)


def test_two_sheets_have_no_identifier_in_common():
    """Canvas takes the question of an older import for the same, if it has."""
    one, other = (
        zipfile.ZipFile(BytesIO(made("qti", students=name))).namelist()
        for name in ("1", "2")
    )
    assert set(one) & set(other) == {"imsmanifest.xml"}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_stay_names_in_the_other_files(name):
    items = [([name], 1, "1 + 1?", 2, "1 + 1 = 2")]
    package = zipfile.ZipFile(BytesIO(qti(items)))
    [sheet] = [each for each in package.namelist() if each.endswith("-01.xml")
               and each.count("-") == 2]  # fmt: skip
    QTI.validate(package.read(sheet).decode())
    [_, row] = csv.reader(StringIO(table(items, "en")))
    assert row == [name, "1", "1 + 1?", "2", "1 + 1 = 2"]
    said = BeautifulSoup(document(items, "en"), "html.parser")
    assert said.h1.text == name and not said.h1.find(True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_and_texts_hold_the_key(language):
    rows = list(csv.reader(StringIO(made("csv", language).decode("utf-8-sig"))))
    said = BeautifulSoup(made("word", language).decode(), "html.parser")
    lines = [each.text for each in said.select("p")]
    asked = list(questions("A"))
    assert [row[3] for row in rows[1:]] == [str(each.answer) for each in asked]
    colon = "：" if language == "zh" else ": "
    assert [line.split(colon)[-1] for line in lines[1::3]] == [
        row[3] for row in rows[1:]
    ]
    assert all(row[2] in line for row, line in zip(rows[1:], lines[::3]))


def test_no_name_is_a_formula():
    rows = list(csv.reader(StringIO(made("csv", students="=1+1\n@A1").decode())))
    assert {row[0] for row in rows[1:]} == {"A / =1+1", "A / @A1"}
    [_, row] = csv.reader(StringIO(table([(["=1+1"], 1, "?", 2, "")], "en")))
    assert row[0] == "'=1+1"


def test_a_topic_keeps_the_questions_of_the_whole():
    whole = list(questions("A"))
    assert [*questions("A", "torch")] == whole[1:2]
    parts = [
        each for topic in ("one", "torch", "several") for each in questions("A", topic)
    ]
    assert sorted(map(str, parts)) == sorted(map(str, whole))
    for topic, level in (("some", "usual"), ("all", "hard")):
        assert not worksheet({"topic": topic, "level": level}, "en", "")["ok"]


def test_a_key_leads_to_the_same_layer(language):
    """The calculator's count there is that of the layer in question."""
    page = soup(language, course="A")
    links = [each["href"] for each in page.select(".gc-key a[data-coded]")]
    asked = [
        each
        for each in questions("A")
        if len(each.layers) == 1 and each.wanted in ("total", "units")
    ]
    for address, question in zip(links, asked, strict=True):
        found = answer(dict(parse_qsl(urlsplit(address).query)), language)
        [counted] = question.counts
        assert found["ok"] and found["total"] == str(counted.total)


@pytest.mark.parametrize("level, least, most", [("small", 2, 10), ("large", 64, 512)])
def test_a_level_is_of_its_sizes(level, least, most):
    for number in range(20):
        for each in questions(str(number), level=level):
            units = [cell.units for counted in each.counts for cell in counted.cells]
            assert all(least <= m <= most for m in units)


# --- in the browser -------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_worksheets_in_the_browser(visit, language, tmp_path):
    tab = visit(f"/{language}/worksheet/")
    part = tab.locator("[data-live=worksheet]")
    expect(part.locator(".gc-sheet")).to_have_count(1)
    static = part.locator(".gc-result").inner_html()
    tab.fill("[name=course]", "B")
    expect(part.locator('.gc-sheet[data-seed="B"]')).to_have_count(1)
    keys = part.locator("[data-key]")
    wanted = [str(each.answer) for each in questions("B")]
    assert [each.get_attribute("data-key") for each in keys.all()] == wanted
    tab.fill("[name=course]", "A")
    expect(part.locator('.gc-sheet[data-seed="A"]')).to_have_count(1)
    assert part.locator(".gc-result").inner_html() == static

    tab.fill("[name=students]", "17\n18")
    expect(part.locator(".gc-sheet")).to_have_count(2)
    tab.select_option("[name=topic]", "torch")
    expect(part.locator("[data-key]")).to_have_count(2)
    tab.select_option("[name=topic]", "all")
    again = visit(tab.url)
    expect(again.locator('.gc-key[data-seed="A / 18"]')).to_have_count(1)
    with again.expect_download() as saved:
        again.click("[data-download='gatecount.xml']")
    saved.value.save_as(tmp_path / "quiz.xml")
    SCHEMA.validate(str(tmp_path / "quiz.xml"))
    with again.expect_download() as saved:
        again.click("[data-download='gatecount.txt']")
    saved.value.save_as(tmp_path / "quiz.txt")
    with again.expect_download() as saved:
        again.click("[data-file=qti]")
    saved.value.save_as(tmp_path / "qti.zip")
    assert len(zipfile.ZipFile(tmp_path / "qti.zip").namelist()) == 3 + 2 * len(wanted)
    read = read_gift((tmp_path / "quiz.txt").read_text(encoding="utf-8"))
    assert len(read) == 2 + 2 * len(wanted)


COUNT_QUESTIONS = """
    globalThis.asked = [];
    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      asked.push(message.name);
      return send.call(this, message, ...rest);
    };
"""
# Faster than any hand: every letter before the page can do anything else.
TYPE = """(field, text) => { for (const letter of text) {
    field.value += letter;
    field.dispatchEvent(new Event("input", { bubbles: true }));
} }"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_typing_asks_once_and_old_sheets_are_neither_printed_nor_saved(visit, language):
    tab = visit(
        f"/{language}/worksheet/",
        before=lambda tab: tab.add_init_script(COUNT_QUESTIONS),
    )
    part = tab.locator("[data-live=worksheet]")
    expect(part).to_have_attribute("data-state", "ready")
    class_of = "\n".join(f"Student {k:02}" for k in range(29))
    tab.fill("[name=students]", class_of)
    expect(part.locator(".gc-sheet")).to_have_count(29)
    waiting = part.locator(".gc-waiting")
    expect(waiting).to_be_hidden()
    before = len(tab.evaluate("asked"))
    students = tab.locator("[name=students]")
    # In the same turn of the page, so that no answer can come between.
    old = students.evaluate(
        f"""(field, text) => {{
          ({TYPE})(field, text);
          const part = field.closest("[data-live]");
          const sign = part.querySelector(".gc-waiting");
          return [part.querySelector(".gc-result").ariaBusy,
            sign.checkVisibility({{ visibilityProperty: true }}),
            ...[...part.querySelectorAll(".gc-buttons button")].map((b) => b.disabled)];
        }}""",
        f"\n{ANN}",
    )
    assert old == ["true", True, *[True] * 7]
    expect(part.locator(f'.gc-sheet[data-seed="A / {ANN}"]')).to_be_visible()
    expect(part.locator(".gc-sheet")).to_have_count(30)
    assert tab.evaluate("asked").count("worksheet") - before <= 1
    expect(waiting).to_be_hidden()
    for button in part.locator(".gc-buttons button").all():
        expect(button).to_be_enabled()

    # What cannot be made leaves nothing to print: the old sheets are another list's.
    students.fill("x" * 81)
    expect(part.locator("[data-refusal]")).to_be_visible()
    expect(part.locator("[data-print]")).to_be_disabled()
    tab.emulate_media(media="print")
    expect(part.locator(".gc-sheet").first).to_be_hidden()


def test_only_the_newest_question_waits(visit):
    tab = visit("/en/clinic/", before=lambda tab: tab.add_init_script(COUNT_QUESTIONS))
    part = tab.locator("[data-live=clinic]")
    expect(part).to_have_attribute("data-state", "ready")
    before = len(tab.evaluate("asked"))
    tab.fill("[name=n]", "")
    tab.locator("[name=n]").evaluate(TYPE, "1234567890")
    expect(part.locator("[data-total]")).to_have_attribute(
        "data-total", str(count("LSTM(10)", input_shape=(13, 1234567890)).total)
    )
    assert len(tab.evaluate("asked")) - before <= 3  # empty, "1", the whole


def test_a_worksheet_is_printed_alone(visit):
    tab = visit("/en/worksheet/?course=A&students=1%0A2")
    expect(tab.locator(".gc-sheet")).to_have_count(2)
    tab.emulate_media(media="print")
    for hidden in (".md-header", "#how-to", ".gc-form", ".gc-buttons", ".md-footer"):
        expect(tab.locator(hidden).first).to_be_hidden()
    expect(tab.locator(".gc-sheet").first).to_be_visible()
    expect(tab.locator(".gc-answers")).to_be_hidden()
    pages = re.compile(rb"/Type\s*/Page\b")
    assert len(pages.findall(tab.pdf(format="A4"))) == 2
    tab.emulate_media(media="screen")
    tab.check("[data-with-answers]")
    tab.emulate_media(media="print")
    expect(tab.locator(".gc-answers")).to_be_visible()
    expect(tab.locator(".gc-answers")).to_have_css("break-before", "page")
    expect(tab.locator(".gc-sheet").nth(1)).to_have_css("break-before", "page")
    # two sheets, and both keys on one
    assert len(pages.findall(tab.pdf(format="A4"))) == 3


def test_a_seed_is_data(visit):
    tab = visit("/en/worksheet/?course=<img src=x onerror=1>")
    expect(tab.locator(".gc-sheet-title").first).to_contain_text("<img")
    expect(tab.locator("[data-live=worksheet] img")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_lead_to_the_same_layers(visit, language):
    """Read by another program from what stands on the screen."""
    tab = visit(f"/{language}/worksheet/")
    tab.fill("[name=course]", "B")  # its sheet is the last that is asked for
    expect(tab.locator('.gc-sheet[data-seed="B"]')).to_have_count(1)
    tab.locator("[data-codes]").click()
    links = tab.locator("a[data-coded]")
    codes = tab.locator(".gc-qr")
    expect(codes).to_have_count(links.count())
    for link, code in list(zip(links.all(), codes.all()))[:2]:
        seen = Image.open(BytesIO(code.locator("svg").screenshot()))
        [read] = zxingcpp.read_barcodes(seen)
        assert read.text == link.evaluate("(each) => each.href")
    tab.locator("[data-codes]").click()
    expect(codes).to_have_count(0)
