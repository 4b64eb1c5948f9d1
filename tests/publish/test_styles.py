"""What a browser styles while a page starts: each element once, or nearly."""

import json

from tests.visiting import in_turn

PAGES = ("", "calculator/", "program/", "clinic/", "time-steps/")


@in_turn("path", zip(PAGES))
def test_elements_are_styled_once_while_a_page_starts(chromium, host, language, path):
    with chromium.new_context(viewport={"width": 412, "height": 823}) as context:
        tab = context.new_page()
        chromium.start_tracing(page=tab, categories=["devtools.timeline"])
        tab.goto(f"{host}/{language}/{path}")
        tab.wait_for_timeout(2500)
        events = json.loads(chromium.stop_tracing())["traceEvents"]
        elements = tab.locator("*").count()
    styled = sum(
        event["args"].get("elementCount", 0)
        for event in events
        if event["name"] == "UpdateLayoutTree" and "args" in event
    )
    assert styled < 1.7 * elements, f"{styled} styled, of {elements} elements"


def test_a_dark_page_is_dark_from_its_first_moment(chromium, host, language):
    with chromium.new_context(color_scheme="dark") as context:
        tab = context.new_page()
        tab.route("**/bundle.*.js", lambda route: route.abort())
        tab.goto(f"{host}/{language}/")
        body = tab.locator("body")
        assert body.get_attribute("data-md-color-scheme") == "slate"
        dark = "e => getComputedStyle(e).colorScheme"
        assert tab.locator("html").evaluate(dark) == "dark"
