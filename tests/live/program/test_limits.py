"""A program that does not end, or is very long, in a Chromium at its full speed."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.live.program.editor import (
    paste,
    run,
    total,
    works,
)
from tests.pages import LANGUAGES
from tests.visiting import case


@pytest.fixture(scope="module")
def chromium(launch):
    browser = launch()
    yield browser
    browser.close()


ENDLESS = [  # a loop whose rounds cost nothing is left early: see looping.py
    "while True:\n    sum(range(10 ** 7))\n",
    "import keras\nfor k in iter(int, 1):\n    keras.layers.Dense(1)\n",
    "x = 9 ** 9 ** 9\n",
]


def in_turn(texts):
    """Each text in one language: a sentence that has no twin fails elsewhere."""
    turns = [(language, texts[k::2]) for k, language in enumerate(LANGUAGES)]
    return pytest.mark.parametrize("language, texts", turns, ids=LANGUAGES)


@in_turn(ENDLESS)
def test_an_endless_program_is_stopped(start, language, texts):
    tab = start()
    for text in texts:
        with case(text):
            paste(tab, text)
            run(tab, 60_000)
            expect(tab.locator("[data-error]")).to_contain_text(
                "十秒" if language == "zh" else "ten seconds"
            )
            works(tab)


def test_the_reader_can_stop_it(start, language):
    tab = start()
    expect(tab.locator("[name=stop]")).to_be_disabled()
    paste(tab, ENDLESS[0])
    tab.click("[name=run]")
    tab.click("[name=stop]")
    tab.wait_for_selector("[data-program]:not([data-running])")
    expect(tab.locator("[data-error]")).to_contain_text(
        "停" if language == "zh" else "stopped"
    )
    works(tab)


HOGS = [
    "x = [0] * 10**10\n",
    "x = []\nwhile True:\n    x.append('x' * 10**6)\n",
    "x = 'x' * 10**9\n",
    "x = list(range(10**9))\n",
    "def f(n):\n    return f(n + 1)\n\n\nf(0)\n",
    "x = " + "(" * 90_000 + ")" * 90_000 + "\n",
    "print('x' * 2_000_000)\n",
]


@in_turn(HOGS)
def test_a_hog_is_stopped(start, language, texts):
    """Memory, stack and output have an end, with a sentence, and the page lives."""
    tab = start(expect_errors=True)
    error = tab.locator("[data-error]")
    for text in texts:
        with case(text[:40]):
            paste(tab, text)
            run(tab, 60_000)
            expect(error).to_be_visible()
            assert bool(re.search("[一-鿿]", error.inner_text())) is (language == "zh")
            works(tab)
            expect(error).to_be_hidden()


def test_five_thousand_lines(start, tally):
    """Pasted, scrolled, typed into and counted, and never more than a second idle."""
    layers = "".join(
        f"    keras.layers.Dense({units % 9 + 1}),\n" for units in range(17)
    )
    one = f"model = keras.Sequential([\n    keras.Input((5,)),\n{layers}])\n"
    text = "import keras\n" + one * 249 + "\n" * 19
    assert text.count("\n") == 5000
    tab = start()
    tab.evaluate(
        """() => {
            window.longest = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((entry) =>
                window.longest = Math.max(window.longest, entry.duration)))
                .observe({ type: "longtask", buffered: false });
        }"""
    )
    paste(tab, text)
    tab.keyboard.type("# end")
    expect(tab.locator(".cm-line").last).to_have_text("# end")
    tab.keyboard.press("ControlOrMeta+Home")
    expect(tab.locator(".cm-line").first).to_have_text("import keras")
    typed = tab.evaluate("window.longest")
    run(tab, 60_000)
    sizes = [5, *(units % 9 + 1 for units in range(17))]
    total(tab, sum((n + 1) * m for n, m in pairwise(sizes)))
    assert typed < 1000, f"{typed} ms in one go"
    tally["lines of a program pasted, typed into and counted"] += 5000
