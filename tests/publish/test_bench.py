"""A count takes less than a millisecond, the import less than 50."""

from tests.bench import counting, importing, timing


def test_counting_any_layer_takes_under_a_millisecond(tally):
    timed = counting()
    slowest, _ = timed[-1]
    for seconds, each in timed:
        assert seconds < 1e-3 or timing(each, tries=100) < 1e-3, each
    tally["microseconds of the slowest count"] = round(slowest * 1e6)
    tally["microseconds of the median count"] = round(timed[len(timed) // 2][0] * 1e6)


def test_the_import_takes_under_fifty_milliseconds(tally):
    seconds = importing()
    assert seconds < 50e-3
    tally["microseconds of the engine's import"] = round(seconds * 1e6)
