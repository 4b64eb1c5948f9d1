"""Let it grow: as the engine counts, and what each change adds, in words too."""

import re

import pytest
from playwright.sync_api import expect

from figures.live import grow
from gatecount import count
from tests.figures.test_live import FAINT
from tests.pages import LANGUAGES
from tests.visiting import case

TABLE = """async (path) => {
  const { total } = await import(path);
  const upTo64 = Array.from({ length: 64 }, (_, k) => k + 1);
  return upTo64.map((n) => upTo64.map((m) => total(n, m)));
}"""


def set_field(root, name, value):
    field = root.locator(f"input[name={name}]")
    field.fill(str(value))
    return [root.locator(f"[data-{each}]") for each in ("total", "added")]


def test_growing_counts_as_the_engine_does(visit):
    """Every n and m up to 64."""
    tab = visit("/en/time-steps/")
    ours = tab.evaluate(TABLE, "/assets/figures/grow.mjs")
    for n, row in enumerate(ours, 1):
        for m, total in enumerate(row, 1):
            assert total == count(f"LSTM({m})", input_shape=(None, n)).total


@pytest.mark.parametrize("address", ["/zh/", "/en/time-steps/"])
def test_what_one_more_adds(visit, address):
    tab = visit(address)
    root = tab.locator("[data-figure=grow]")
    glow = root.locator("svg .glow")
    for name, value, total, added, lit in (
        ("features", 6, 680, 40, 4),
        ("features", 5, 640, -40, 0),
        ("units", 11, 748, 108, 8),
        ("time_steps", 1000, 748, 0, 0),
        ("batch", 64, 748, 0, 0),
        ("units", 4096, count("LSTM(4096)", input_shape=(None, 5)).total, None, 8),
    ):
        shown, change = set_field(root, name, value)
        expect(shown).to_have_attribute("data-total", str(total))
        expect(shown).to_have_text(f"{total:,}")
        if added is not None:
            expect(change).to_have_attribute("data-added", str(added))
        expect(glow).to_have_count(lit)
        expect(root.locator("[data-why]:visible")).to_have_attribute("data-why", name)
    shown, _ = set_field(root, "units", 0)
    expect(shown).to_have_text(f"{total:,}")  # the last good answer stays
    inside = root.locator(".lv-picture svg").bounding_box()
    for block in root.locator(".lv-picture rect:not(.glow)").all():
        box = block.bounding_box()
        assert box["x"] >= inside["x"] - 1
        assert box["x"] + box["width"] <= inside["x"] + inside["width"] + 1


SAID = {  # (field, from, to): the sentence for so many
    ("features", 5, 6): 1,
    ("features", 5, 9): 2,
    ("features", 9, 8): -1,
    ("features", 9, 2): -2,
    ("units", 10, 11): 1,
    ("units", 10, 64): 2,
    ("units", 11, 10): -1,
    ("units", 64, 4): -2,
}


def test_the_sentence_says_how_many_more(visit, language):
    """And the equation in it holds, and gives the number that was added."""
    tab = visit(f"/{language}/")
    root = tab.locator("[data-figure=grow]")
    for change in SAID:
        with case(change):
            set_field(root, "features", 5)
            set_field(root, "units", 10)
            says_how_many_more(root, *change)


def says_how_many_more(root, name, before, after):
    set_field(root, name, before)
    _, added = set_field(root, name, after)
    said = root.locator("[data-why]:visible")
    expect(said).to_have_count(1)
    expect(said).to_have_attribute("data-change", str(SAID[name, before, after]))
    text = said.inner_text()
    more = abs(after - before)
    assert (str(more) in re.findall(r"\d+", text.split("4 ×")[0])) == (more > 1)
    left, right = re.search(r"(4 ×[^=]+)= ([\d,]+)", text).groups()
    wanted = abs(int(added.get_attribute("data-added")))
    assert eval(left.replace("×", "*").replace(",", "")) == wanted
    assert int(right.replace(",", "")) == wanted


def test_two_sizes_at_once_are_not_said_to_be_one(visit):
    """A field that was refused and is right again, after another was changed."""
    tab = visit("/en/")
    root = tab.locator("[data-figure=grow]")
    set_field(root, "batch", 0)
    set_field(root, "features", 6)
    set_field(root, "units", 11)
    _, added = set_field(root, "batch", 32)
    total = count("LSTM(11)", input_shape=(None, 6)).total
    expect(added).to_have_attribute("data-added", str(total - 640))
    expect(root.locator("[data-why]:visible")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_size_is_refused_in_words(visit, language):
    tab = visit(f"/{language}/")
    root = tab.locator("[data-figure=grow]")
    dimmed = [
        root.locator(each) for each in (".lv-picture", ".lv-count", ".lv-formula")
    ]
    for name, value in {"batch": "0", "features": "-2", "units": "1.5"}.items():
        field = root.locator(f"input[name={name}]")
        right = field.input_value()
        field.fill(value)
        label, first, _ = grow.FIELDS[name]
        said = grow.refusal(language, label, first)
        expect(root.locator("[data-refused]:visible")).to_have_text(said)
        expect(root.locator("[data-why]:visible")).to_have_count(0)
        assert field.get_attribute("aria-invalid") == "true"
        assert field.input_value() == value
        assert all(float(each.evaluate(FAINT)) < 0.6 for each in dimmed)
        field.fill(right)
        expect(root.locator("[data-refused]:visible")).to_have_count(0)
        assert field.get_attribute("aria-invalid") == "false"
        assert all(each.evaluate(FAINT) == "1" for each in dimmed)
