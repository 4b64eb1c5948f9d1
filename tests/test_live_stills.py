"""What a figure tells when nothing can be moved: without scripts, and on paper."""

import pytest

from figures.live import biases
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
