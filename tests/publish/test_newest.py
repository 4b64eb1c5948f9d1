"""Outputs have their day, and say where a newer version than theirs has been seen."""

import re
from datetime import date

import pytest

from live.shared.versions import pinned
from publish.pages import newest
from tests.pages import ROOT

OUTPUTS = [*ROOT.glob("snippets/*.txt"), *ROOT.glob("snippets/recorded/*.txt")]


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda path: path.stem)
def test_every_output_has_its_day(output):
    day = date.fromisoformat(newest.read(newest.DATES)[output.stem])
    assert date(2026, 1, 1) < day <= date.today()


def test_what_is_pinned_was_asked_for():
    """Each framework that prints something, and none newer than what was seen."""
    seen = newest.read(newest.FILE)
    date.fromisoformat(seen["date"])
    assert seen["newest"].keys() == set(newest.NAMES.values()) <= pinned().keys()
    for package, version in seen["newest"].items():
        assert number(version) >= number(pinned()[package]), "run `make newest`"


def number(version):
    return [int(each) for each in version.split(".")]


def test_an_older_version_is_marked_and_the_newest_is_not(monkeypatch):
    seen = {"newest": {"torch": "9.0.0", "keras": "1.2"}}
    days = {"x": "2026-11-23"}
    monkeypatch.setattr(
        newest, "read", lambda path: seen if path == newest.FILE else days
    )
    line = newest.dated("Printed by\nKeras 1.2 · PyTorch 2.13.0\n", "en", "x")
    assert re.sub("<[^>]+>", "", line) == (
        "Printed by\nKeras 1.2 · PyTorch 2.13.0 (9.0.0 is out) · 2026-11-23\n"
    )


def test_the_pages_say_so(page):
    for said in page.article.select("p.by"):
        assert page.is_deck or date.fromisoformat(said.time.text)
        shown = [each.text for each in said.select(".gc-newer")]
        for name, version in newest.VERSION.findall(said.text):
            latest = newest.read(newest.FILE)["newest"][newest.NAMES[name]]
            marked = any(latest in each for each in shown)
            assert page.is_deck or marked == (latest != version)
