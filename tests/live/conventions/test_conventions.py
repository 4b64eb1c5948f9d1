"""The strip and the inverse, as Python answers them."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from live.conventions import strip
from live.conventions.conventions import CONVENTIONS
from live.form import form
from live.inverse import budget, pairs
from live.shared.status import Bytes
from live.shared.versions import version
from tests.live.calculator.test_calculator import ALLOWED, Tags
from tests.pages import LANGUAGES

# What each counts for 5 features and 10 units, and why: read off the frameworks.
COUNTED = {
    "keras": ("160 one bias", "640 one bias", "510 two biases"),
    "keras reset_after=False": (None, None, "480 one bias"),
    "keras use_bias=False": ("150 no bias", "600 no bias", "450 no bias"),
    "torch": ("170 two biases", "680 two biases", "510 two biases"),
    "torch bias=False": ("150 no bias", "600 no bias", "450 no bias"),
    "flax.linen": ("160 one bias", "640 one bias", "490 one bias; n has two"),
    "flax.nnx": ("160 one bias", "640 one bias", "480 one bias"),
    "equinox": (None, "640 one bias", "490 one bias; n has two"),
    "onnx inputs=X,W,R": ("150 no bias", "600 no bias", "450 no bias"),
    "onnx inputs=X,W,R,B": ("170 two biases", "680 two biases", "510 two biases"),
    "onnx inputs=X,W,R,B,P": (None, "710 two biases, and peepholes", None),
    "paddle": ("170 two biases", "680 two biases", "510 two biases"),
    "mindspore": ("170 two biases", "680 two biases", "510 two biases"),
    "haiku": ("170 two biases", "640 one bias", "480 one bias"),
    "haiku double_bias=False": ("160 one bias", None, None),
    "mlx": ("160 one bias", "640 one bias", "490 one bias; n has two"),
}
PARTS = {"strip": strip.strip, "pairs": pairs.pairs, "budget": budget.budget}


def soup(answered):
    return BeautifulSoup(answered["html"], "html.parser")


def test_the_strip_says_how_many_and_why():
    rows = soup(strip.strip({}, "en", ""))("tr")[1:]
    assert len(rows) == len(CONVENTIONS) == len(COUNTED)
    for convention, row in zip(CONVENTIONS, rows):
        for cell, said in zip(row("td"), COUNTED[convention.name]):
            assert " ".join(cell.get_text().split()) == (said or "–")
        assert version(convention.framework) in row.th.get_text()


@pytest.mark.parametrize("name", PARTS)
def test_every_link_leads_to_the_layer_it_names(name):
    """What the calculator makes of the address has the number beside the link."""
    for link in soup(PARTS[name]({}, "en", "../calculator/"))("a"):
        fields = dict(parse_qsl(urlsplit(unescape(link["href"])).query))
        total = form.read(fields).count().total
        row = link.find_parent("tr").get_text(" ")
        assert re.search(rf"(?<![\d,]){total:,}(?![\d,])", row), link["href"]


FIELDS = [
    (name, field)
    for name, module in (("strip", strip), ("pairs", pairs), ("budget", budget))
    for field in module.DEFAULTS
]


@pytest.mark.parametrize("name, field", FIELDS)
@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=40)
@given(typed=st.text(max_size=70) | st.integers(-9, 10**20).map(str))
def test_whatever_stands_in_a_field_is_answered(name, field, language, typed):
    answered = PARTS[name]({field: typed}, language, "")
    if answered["ok"]:
        tags = Tags()
        tags.feed(answered["html"])
        assert tags.seen <= ALLOWED | {"a", "b", "caption"}
    else:
        assert answered["field"] == field
        assert answered["error"].endswith("。" if language == "zh" else ".")


@pytest.mark.parametrize(
    "name, module, typed",
    [
        ("strip", strip, {}),
        ("pairs", pairs, {}),
        ("pairs", pairs, {"number": "641"}),
        ("pairs", pairs, {"number": "897612484786617600"}),
        ("budget", budget, {}),
        ("budget", budget, {"budget": "3"}),
    ],
)
def test_chinese_is_chinese(name, module, typed):
    """No English word is left outside code, names and symbols."""
    whole = BeautifulSoup(
        module.place("zh", "", Bytes()) + PARTS[name](typed, "zh", "")["html"],
        "html.parser",
    )
    for each in whole.select("code, option, tbody th, .gc-status, noscript"):
        each.extract()
    left = re.sub("RNN|LSTM|GRU", "", whole.get_text())
    assert not re.findall("[A-Za-z]{2,}", left)


def test_a_number_without_sizes_has_neighbours():
    answered = pairs.pairs({"number": "641"}, "en", "")
    assert "640 and 644" in answered["spoken"]
    rows = soup(answered).select("[data-pair]")
    assert {row("td")[2].get_text() for row in rows} == {"640", "644"}


def test_a_budget_leaves_less_than_one_more_unit_takes():
    for row in soup(budget.budget({"budget": "640"}, "en", ""))("tr")[1:]:
        _, m, total, left = (cell.get_text().replace(",", "") for cell in row("td"))
        assert int(total) + int(left) == 640
        reading = CONVENTIONS[0].reading(row["data-kind"], 5, int(m) + 1)
        assert reading.count().total > 640


def test_one_pair_is_one_and_a_field_has_its_name():
    """A prime plus nothing: 4 (n + 1 + 1) has one pair only for m = 1."""
    one = next(
        found
        for number in range(12, 400, 4)
        if len(
            re.findall(
                "data-pair",
                (found := pairs.pairs({"number": str(number)}, "en", ""))["html"],
            )
        )
        == 1
        and "No n" not in found["spoken"]
    )
    assert "1 pair of" in one["spoken"] and "1 pairs" not in one["html"]
    for name, module in PARTS.items():
        for field in {"strip": "nm", "pairs": ["number"], "budget": ["budget"]}[name]:
            for typed in ("", "0", "x", "1.5", "9" * 41):
                said = module({field: typed}, "en", "")["error"]
                called = {"number": "Your number", "budget": "Your budget"}
                assert said.startswith(called.get(field, field)), said
