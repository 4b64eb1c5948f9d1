"""HTML is made in one way, which escapes: see live/shared/markup.py."""

import ast
import re

import pytest

from live.shared.markup import Html, join, tag
from live.shared.words import html
from tests.snippets import ROOT

# They make HTML of literals, and of the sentences of a language.
MAKERS = [ROOT / f"live/shared/{name}.py" for name in ("markup", "words")]
FILES = [
    path
    for room in ("live", "figures")
    for path in sorted(ROOT.glob(f"{room}/**/*.py"))
    if path not in MAKERS
]
# An element, or an attribute with its value, or the begin of one.
TAG = re.compile(r"</?[a-z{]+[^<]*(?:>|=)|\s[a-z-]+=[\"']")
# What looks like a tag, and is none of ours: kinds of characters, a name of a file,
# XML, and a script that readers copy.
OTHERS = "<wide> <narrow> <noBreak> <compat> <plain>".split()
OTHERS += ["<?xml version=", "<script>\naddEventListener"]


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


def faults(source):
    """(line, what is wrong) of a file that makes HTML in another way."""
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
        elif is_call(node, "Html", "template", "escape"):
            yield node.lineno, f"{node.func.id} is for markup.py"
    for node in ast.walk(tree):
        literal = isinstance(node, (ast.Constant, ast.JoinedStr))
        if literal and not {node, inside[node]} & right and holds_tag(node):
            yield node.lineno, "markup outside of tag"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_tags_stand_in_templates_only(path):
    assert [*faults(path.read_text(encoding="utf-8"))] == []


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
