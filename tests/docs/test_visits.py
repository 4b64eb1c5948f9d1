"""What a test leaves in the browser, no other test finds."""

import pytest

from tests.visiting import visiting

FOUND = """() => [
  {...localStorage}, {...sessionStorage}, document.cookie, innerWidth, location.hash,
  matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("print").matches,
  matchMedia("(prefers-reduced-motion: reduce)").matches,
]"""
LEFT = """() => {
  localStorage.setItem("left", 1);
  sessionStorage.setItem("left", 1);
  document.cookie = "left=1";
  location.hash = "#left";
}"""


def test_a_tab_that_was_left_is_as_new(chromium, host):
    free, found, before = {}, [], len(chromium.contexts)
    for width in (390, 1440):
        with visiting(chromium, host, free) as visit:
            tab = visit("/en/about/")
            found.append(tab.evaluate(FOUND))
            tab.evaluate(LEFT)
            tab.set_viewport_size({"width": width, "height": 700})
            tab.emulate_media(color_scheme="dark", reduced_motion="reduce")
            tab.emulate_media(media="print")
            tab.route("**/*", lambda route: route.abort())
            assert tab.evaluate(FOUND) != found[0]
    assert found[0] == found[1]
    assert len(free) == 1 and len(chromium.contexts) == before + 1


def test_who_opens_alone_leaves_nothing_to_others(chromium, host):
    free, before = {}, len(chromium.contexts)
    with visiting(chromium, host, free) as visit:
        visit("/en/about/", fresh=True)
        visit("/en/about/", before=lambda tab: tab.add_init_script("let left = 1"))
    assert not any(free.values()) and len(chromium.contexts) == before


def test_a_dialog_and_an_error_are_seen(chromium, host):
    for fault in ("alert(1)", "setTimeout(() => { throw Error(1) })"):
        with pytest.raises(AssertionError), visiting(chromium, host, {}) as visit:
            visit("/en/about/").evaluate(fault)
