"""What a figure tells when nothing can be moved: without scripts, and on paper."""

import re

import pytest

from figures.live import biases, guess, one_step, step, weight_stills, weights
from figures.live.squares import written

STILL = [{"java_script_enabled": False}, {}]


@pytest.mark.parametrize("options", STILL, ids=["no scripts", "paper"])
def test_both_ends_of_the_moved_bias_stand(visit, language, options):
    tab = visit(f"/{language}/gru/", **options)
    states = tab.locator("[data-figure=biases] .lv-states")
    if not options:
        assert not states.is_visible()
        tab.emulate_media(media="print")
    lines = states.locator("li:visible")
    assert lines.count() == len(biases.GATES)
    for line, where in zip(lines.all(), biases.GATES, strict=True):
        for moved in (0, biases.MOST):
            number = written(biases.state(moved, where), biases.DIGITS)
            assert number in line.inner_text()
    assert tab.locator("[data-figure=biases] input:visible").count() == 0


# One language each: what differs between them are words.
ONCE = [("zh", STILL[0]), ("en", STILL[1])]
once = pytest.mark.parametrize("language, options", ONCE, ids=["no scripts", "paper"])


def still(visit, address, options):
    tab = visit(address, **options)
    if not options:
        tab.emulate_media(media="print")
    return tab


@once
def test_each_grouping_of_the_squares_stands_and_a_weight_is_named(
    visit, language, options
):
    tab = still(visit, f"/{language}/units/", options)
    root = tab.locator("[data-figure=weights]")
    states = root.locator(".lv-states figure")
    assert states.count() == 2
    for each in states.all():
        assert each.locator("svg").is_visible() and each.get_attribute("aria-label")
        assert "640" in each.locator("figcaption").inner_text()
    names = root.locator("[data-weight-names]")
    assert names.is_visible()
    for name in ("kernel[2, 6]", "weight_ih_l0[6, 2]", "W[0, 6, 2]"):
        assert name in names.inner_text()
    [line] = names.locator("code.lit").all()
    assert line.inner_text() == weights.uses()["i"]
    assert names.locator(".part.lit").inner_text() == "Wi"
    # And every step of one step in numbers.
    tables = tab.locator("[data-figure=step] .lv-states table")
    for m, table in zip(step.UNITS, tables.all(), strict=True):
        assert table.is_visible()
        for t, values in enumerate(one_step.steps(m)):
            shown = table.locator(f"td:nth-child({t + 2})").all_inner_texts()
            for k in range(m):
                for name in ("f", "candidate", "c", "h"):
                    assert step.shown(values[one_step.own(name, k, m)]) in shown


def test_the_stills_have_as_many_squares():
    for drawn in (weight_stills.by_unit(), weight_stills.by_tensor()):
        side = weight_stills.SIDE
        areas = re.findall(r'<rect [^>]*width="(\d+)" height="(\d+)"', drawn)
        squares = sum(int(w) * int(h) // side**2 for w, h in areas)
        columns = re.findall(r"M\d+ \d+h8v(\d+)h-8z", drawn)
        assert squares + sum(int(high) // side for high in columns) == 640


@once
def test_what_is_guessed_most_often_is_told(visit, language, options):
    tab = still(visit, f"/{language}/", options)
    told = tab.locator("[data-figure=guess] li:visible")
    numbers = [each.get_attribute("data-number") for each in told.all()]
    assert sorted(map(int, numbers)) == guess.numbers()
    for each, number in zip(told.all(), numbers, strict=True):
        said = "getComputedStyle(e, '::before').content + e.innerText"
        assert number in each.evaluate(f"e => {said}")
    if not options:
        tab.emulate_media(media="screen")
        assert told.count() == 0  # who can guess is not told before
