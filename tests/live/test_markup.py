"""HTML is made in one way, which escapes: see live/shared/markup.py."""

import ast
import json
import re
from base64 import b64decode

import pytest
from bs4 import BeautifulSoup

from figures import drawn
from figures.chain import chain
from figures.live import guess, step
from gatecount import count
from live.clinic import clinic
from live.conventions import strip
from live.inverse import budget, pairs
from live.practise import page as exercises
from live.shared.markup import Html, join, tag
from live.shared.status import Bytes
from live.shared.words import html
from live.worker.calls import call
from live.worksheet import worksheet
from tests.snippets import ROOT

# They make HTML of literals, and of the sentences of a language.
MAKERS = [ROOT / f"live/shared/{name}.py" for name in ("markup", "words")]
FILES = [
    path
    for room in ("live", "figures", "publish")
    for path in sorted(ROOT.glob(f"{room}/**/*.py"))
    if path not in MAKERS
]
# An element, or an attribute with its value, or the begin of one.
TAG = re.compile(r"</?[a-z{]+[^<]*(?:>|=)|\s[a-z-]+=[\"']")
# What looks like a tag, and is none of ours: kinds of characters, a name of a file,
# XML, and a script that readers copy.
OTHERS = "<wide> <narrow> <noBreak> <compat> <plain>".split()
OTHERS += ["<?xml version=", "<script>\naddEventListener"]
PATTERNS = "compile sub subn search match findall".split()  # of module re


def holds_tag(node):
    """Whether a literal holds a tag; of an f-string, its own text with gaps."""
    if isinstance(node, ast.JoinedStr):
        parts = (getattr(each, "value", "") for each in node.values)
        text = "".join(each if isinstance(each, str) else "{" for each in parts)
    else:
        text = getattr(node, "value", "")
    if not isinstance(text, str) or text.startswith(tuple(OTHERS)):
        return False
    return bool(TAG.search(text))


def is_call(node, *names):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in names


def is_pattern(node):
    """What looks for a tag in a page makes none."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return named and node.func.attr in PATTERNS


def faults(source, builds=False):
    """(line, what is wrong) of a file that makes HTML in another way. One that `builds`
    the site reads pages, too: their text is HTML already, and it looks for a tag."""
    tree = ast.parse(source)
    right, inside = set(), {}
    for node in ast.walk(tree):
        for each in ast.iter_child_nodes(node):
            inside[each] = node
        if isinstance(node, ast.Expr):  # a docstring
            right.add(node.value)
        elif is_call(node, "tag"):
            first = node.args[0]
            if not isinstance(first, ast.Constant):
                yield node.lineno, "a tag is a literal"
            right.add(first)
        elif builds and is_pattern(node):
            right |= {*node.args}
        elif is_call(node, "template", "escape", *([] if builds else ["Html"])):
            yield node.lineno, f"{node.func.id} is for markup.py"
    for node in ast.walk(tree):
        kinds = ast.JoinedStr if builds else (ast.Constant, ast.JoinedStr)
        literal = isinstance(node, kinds)
        if literal and not {node, inside[node]} & right and holds_tag(node):
            yield node.lineno, "markup outside of tag"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_tags_stand_in_templates_only(path):
    builds = path.is_relative_to(ROOT / "publish")
    assert [*faults(path.read_text(encoding="utf-8"), builds)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "f'<b>{name}</b>'",
        "f'<{name}>'",
        "'<b>' + name + '</b>'",
        "'<b>%s</b>' % name",
        "'<b>{}</b>'.format(name)",
        "''.join(['<b>', name])",
        "f' title=\"{name}\"'",
        "tag(f'<b>{name}</b>')",
        "tag('<b>' + name)",
        "tag(name)",
        "Html(name)",
        "escape(name)",
    ],
)
def test_every_other_way_is_refused(wrong):
    assert [*faults(f"text = {wrong}")]


def test_a_template_escapes_what_is_no_html():
    hostile = "\"'><img src=x>&"
    escaped = "&quot;&#x27;&gt;&lt;img src=x&gt;&amp;"
    assert tag("<b>{}</b>")(hostile) == f"<b>{escaped}</b>"
    assert tag("<b>{name}</b>")(name=hostile) == f"<b>{escaped}</b>"
    assert tag("<b>{}</b>")(tag("{:,}<i>{:g}")(1640, 2.0)) == "<b>1,640<i>2</b>"
    assert join([hostile, tag("<br>")]) == f"{escaped}<br>"
    assert tag("<br>") + hostile == f"<br>{escaped}"
    assert hostile + tag("<br>") == f"{escaped}<br>"
    assert tag(", ").join([hostile, 'x"']) == f"{escaped}, x&quot;"
    assert html("en", "{a} & {b}", a=hostile, b=tag("<br>")) == f"{escaped} &amp; <br>"
    assert isinstance(html("zh", "Print"), Html)


# What a reader, a file or an address may hold.
ATTACK = "\"'><img src=x onerror=alert(1)>&amp;"
MODEL = """from keras import layers, Sequential
import pandas
n = pandas.read_csv({0!r}).shape[1]
model = Sequential([layers.Input((13, {1})), layers.LSTM(10, name={0!r})], name={0!r})
print({0!r})
"""
MODULE = """from torch import nn
class Model(nn.Module):
    def __init__(self):
        super().__init__()
        setattr(self, {0!r}, nn.LSTM(5, 10))
Model()
"""
TABLE = """Layer (type) Output Shape Param #
=====
{0} (LSTM) (None, 10) 640
=====
Total params: 640
"""
PROGRAMS = (
    MODEL.format(ATTACK, 5),
    MODEL.format(ATTACK, "n"),
    MODULE.format(ATTACK),
    TABLE.format(ATTACK.replace(" ", "")),
    f"print({ATTACK!r})",
)
WHERE = {"calculator": ATTACK, "embed": ATTACK, "version": "1", "date": "2026-01-01"}
WRONG = {"name": "your-first-lstm", "answer": "2240"}
NAMED = {"course": ATTACK, "students": f"{ATTACK}\n{ATTACK}2"}
CALLS = (
    *(
        ("answer", {"code": code}, "en", False, None, None, WHERE)
        for code in (f"LSTM(10, name={ATTACK!r})", "LSTM(10)")
    ),
    *(("program", source, "en") for source in PROGRAMS),
    *((name, {}, "en", ATTACK) for name in ("strip", "pairs", "budget")),
    ("clinic", {"number": "1456"}, "en", ATTACK),
    ("check", WRONG, "en", ATTACK),
    ("worksheet", NAMED, "en", ATTACK),
)


def holds_attack(markup):
    """Whether the attack stands there, and nowhere as an element."""
    page = BeautifulSoup(markup, "html.parser")
    assert not page.select("img, [src=x], [onerror]")
    values = (value for each in page.find_all() for value in each.attrs.values())
    return any("onerror" in str(each) for each in (page.get_text(), *values))


@pytest.mark.parametrize("name, arguments", [(name, args) for name, *args in CALLS])
def test_an_attack_stays_text_in_the_answer_of_every_room(name, arguments):
    found = json.loads(call(name, json.dumps(arguments)))
    assert found["ok"], found
    assert holds_attack("".join([found["html"], *found.get("details", ())]))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: exercises.form("en", "rule", ATTACK, ATTACK),
        lambda: exercises.fresh("en", ATTACK),
        *(
            lambda room=room: room.place("en", ATTACK, Bytes(10**7))
            for room in (budget, clinic, pairs, strip, worksheet)
        ),
        lambda: guess.place("en", ATTACK),
        lambda: step.place("en", ATTACK),
        lambda: drawn.text(0, 0, ATTACK),
        lambda: chain((13, 5), [ATTACK], [count("LSTM(10)", input_shape=(13, 5))]),
    ],
)
def test_an_attack_stays_text_in_what_the_build_draws(draw):
    assert holds_attack(draw())


def test_an_attack_stays_text_in_a_file_for_a_word_processor():
    found = json.loads(call("file", json.dumps([NAMED, "en", "word"])))
    assert holds_attack(b64decode(found["data"]).decode())
