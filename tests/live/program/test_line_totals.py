"""The number of each layer stands at the end of its line while the reader types."""

import pytest
from playwright.sync_api import expect

from live.program import counting
from live.program.line_totals import marks
from live.program.program import program
from tests.live.program.editor import ARTICLE, link, paste, ready, run, total, written
from tests.live.program.test_sizes import SOURCE

BEGIN = "import keras\nm = keras.Sequential([keras.Input((3,))])\n"
LOOP = "for k in range(3):\n    m.add(keras.layers.Dense({}))\n"


@pytest.mark.parametrize(
    "source, wanted",
    [
        (ARTICLE, [[3, "= 640"], [6, "640"]]),
        (BEGIN + LOOP.format(3), [[2, "= 36"], [4, "3 × 12"]]),
        (BEGIN + LOOP.format("k + 3"), [[2, "= 53"], [4, "12 + 16 + 25"]]),
        (
            BEGIN + LOOP.format(3) + "keras.layers.Dense(0)",
            [[2, "= 36"], [4, "3 × 12"]],
        ),
        (SOURCE, [[7, "256 × n + 16,640 + 65"], [8, "128 × n + 4,224 + 33"]]),
        ("import torch\nx = torch.nn.LSTM(5, 10)\n", [[2, "680"]]),
        ("import keras\nmodel = (", []),
        ("", []),
        ("Total params: 640", []),
    ],
)
def test_each_line_says_what_it_makes(source, wanted):
    assert marks(source)["marks"] == wanted


def shown(tab):
    return tab.locator(".cm-line:has(.gc-count)")


def test_the_numbers_follow_the_typing(visit, language):
    tab = visit(f"/{language}/program/")
    ready(tab)
    numbers = tab.locator(".gc-count")
    expect(numbers).to_have_count(0)
    paste(tab, ARTICLE)
    expect(numbers).to_have_text(["= 640", "640"])
    expect(shown(tab).last).to_contain_text("LSTM(10),")
    assert written(tab) == ARTICLE, "they are no part of the program"
    tab.locator(".cm-line", has_text="LSTM(10)").click()
    tab.keyboard.press("Home")
    for _ in "keras.layers.LSTM(10":
        tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Backspace")
    tab.keyboard.type("2")
    expect(numbers).to_have_text(["= 864", "864"])
    tab.keyboard.type("(")
    expect(numbers).to_have_count(0)
    tab.keyboard.press("Backspace")
    expect(numbers).to_have_text(["= 864", "864"])
    paste(tab, "while True: x = sum(range(10 ** 8))\n")
    expect(numbers).to_have_count(0)
    paste(tab, ARTICLE)
    run(tab)
    total(tab, 640)
    expect(numbers).to_have_text(["= 640", "640"])


def test_a_program_that_came_by_link_waits_for_run(visit):
    """Typing into it does not run it."""
    tab = visit(f"/en/program/{link(ARTICLE)}", fresh=True)
    ready(tab)
    tab.clock.install()
    tab.locator(".cm-content").click()
    tab.keyboard.type("x")
    tab.keyboard.press("Backspace")
    tab.clock.run_for(5_000)
    assert not tab.locator(".gc-count").count()
    run(tab)
    expect(tab.locator(".gc-count")).to_have_text(["= 640", "640"])


def test_what_was_counted_along_is_not_counted_again(monkeypatch):
    """Who presses Run at once waits for one count, not for two."""
    counted = []
    count = counting.count_model
    monkeypatch.setattr(
        counting, "count_model", lambda source: counted.append(source) or count(source)
    )
    sources = [f"from torch import nn\nnn.LSTM(5, {m})\n" for m in (10, 20)]
    for source in sources:
        along = marks(source)["marks"]
        for language in ("zh", "en"):
            assert program(source, language)["marks"] == along == [[2, along[0][1]]]
    assert counted == sources
