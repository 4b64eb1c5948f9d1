"""The evidence as readers get it: the page's tables, and the files to download."""

import csv
import json

import pytest

from gatecount import CountError, count
from publish.pages import evidence as published
from tests.engine.evidence import FOLDER, LONGEST, PACKAGES
from tests.pages import LANGUAGES, SITE, Page

ROWS = json.loads((FOLDER / "table.json").read_text("utf-8"))["rows"]
CASES = published.cases()
COUNTED = ("mismatches", "written", "random", "refused")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_table(language):
    overview, *folded = Page(language, "evidence").html.select("[data-evidence] table")
    for framework, table in zip(PACKAGES, folded, strict=True):
        assert shown(table) == [
            [row["class"], *(row[name] for name in COUNTED)]
            for row in ROWS
            if row["framework"] == framework
        ]
    sums = [sum(row[name] for row in ROWS) for name in COUNTED]
    last = [each.get_text() for each in overview.tfoot.find_all("td")][1:]
    assert [int(each.replace(",", "")) for each in last] == [*sums, len(ROWS)]


def shown(table):
    rows = [[td.get_text() for td in tr.find_all("td")] for tr in table.tbody("tr")]
    return [[row[0], *(int(each.replace(",", "")) for each in row[1:])] for row in rows]


def test_thousands_agree():
    assert {row["framework"] for row in ROWS} == PACKAGES.keys()
    assert sum(row["written"] for row in ROWS) > 10_000
    assert {row["mismatches"] for row in ROWS} == {0}


@pytest.mark.parametrize("framework", PACKAGES)
def test_the_cases_can_be_reused(framework, tally):
    """Whoever takes the file can check a counter with it; here it is ours."""
    for case in CASES:
        if case["framework"] != framework:
            continue
        try:
            found = count(case["code"], framework, shape(case["input_shape"])).total
        except CountError:
            found = None
        assert found == case["parameters"], case
        assert (found is None) is case["refused"]
        tally["cases of the evidence files counted anew"] += 1


def shape(listed):
    """JSON knows lists only: a list of lists is several inputs."""
    if listed and isinstance(listed[0], list):
        return [tuple(each) for each in listed]
    return listed if listed is None else tuple(listed)


def test_both_formats_say_the_same():
    """The JSON is built from the table of cases, which alone is kept."""
    with published.CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    built = (SITE / "assets/evidence/cases.json").read_text(encoding="utf-8")
    assert json.loads(built) == CASES
    assert len(rows) == len(CASES) <= LONGEST * len(ROWS)
    for row, case in zip(rows, CASES, strict=True):
        assert json.loads(row["weights"]) == case["weights"]
        assert json.loads(row["input_shape"]) == case["input_shape"]
        assert row["code"] == case["code"]
        stated = "" if case["refused"] else str(case["parameters"])
        assert row["parameters"] == stated


@pytest.mark.parametrize("name", ["table.json", "cases.csv"])
def test_the_files_can_be_fetched(name):
    assert (SITE / "assets/evidence" / name).read_bytes() == (
        FOLDER / name
    ).read_bytes()
