"""Text from outside is parsed as Python does, but for brackets without end."""

import ast

import pytest

from gatecount import CountError, count
from gatecount.parsing import DEEPEST, parse
from gatecount.program import count_model

FINE = [
    "x = " + "[" * DEEPEST + "]" * DEEPEST,
    "x = '" + "(" * 300 + "'\ny = f('''\n" + "[" * 300 + "''')  # " + "{" * 300,
    "\n".join(["f(a[0], {1: (2)})"] * 300),
    'x = """\\""" + "(" * 3"""\n' + "y = '\\''\n" * 200,
]


@pytest.mark.parametrize("text", FINE, ids=range(len(FINE)))
def test_a_program_is_parsed(text):
    assert ast.dump(parse(text)) == ast.dump(ast.parse(text))


DEEP = ["x = 1\n" + "[" * 101 + "]" * 101, '{"a":' * 50_000 + "1" + "}" * 50_000]


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_brackets_without_end_are_a_sentence(text, monkeypatch):
    """Python's parser has not seen them: in a browser it would not survive."""
    seen = []
    monkeypatch.setattr(ast, "parse", lambda *given: seen.append(given))
    with pytest.raises(SyntaxError, match="too many nested"):
        parse(text)
    with pytest.raises(CountError, match="more than 100 deep"):
        count_model(text)
    with pytest.raises(CountError, match="not one complete"):
        count(f"LSTM({'(' * 101}{')' * 101})", "keras", (None, 5))
    assert not [text for text, *_ in seen if text.count("[") + text.count("{") > 100]
