"""The page for a reader's own program, as a person works it: for the tests of it."""

from base64 import urlsafe_b64encode
from zlib import DEFLATED, compressobj

import pytest
from playwright.sync_api import expect

from publish.pages.examples import SNIPPETS, examples
from tests.visiting import PATIENCE

ARTICLE = examples()[0].text
PRINTED = (SNIPPETS / "keras_summary.txt").read_text(encoding="utf-8")


@pytest.fixture
def start(visit, language):
    """Open the page in one of the languages, and wait until Python is there."""

    def open_page(fragment="", **options):
        tab = visit(f"/{language}/program/{fragment}", **options)
        ready(tab)
        return tab

    return open_page


def ready(tab):
    tab.wait_for_selector('[data-program][data-state="ready"]')


def written(tab):
    """The program in the editor, as the page itself would hand it over."""
    with tab.expect_download() as download:
        tab.click("[name=download]")
    return download.value.path().read_text(encoding="utf-8")


def paste(tab, text):
    """Put `text` in place of the program, through the clipboard's event."""
    tab.locator(".cm-content").click()
    tab.keyboard.press("ControlOrMeta+A")
    tab.locator(".cm-content").evaluate(
        """(content, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            content.dispatchEvent(new ClipboardEvent("paste",
                { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def run(tab, patience=PATIENCE):
    tab.click("[name=run]")
    tab.wait_for_selector("[data-program]:not([data-running])", timeout=patience)


def total(tab, wanted):
    shown = tab.locator(".gc-result [data-total]").first
    expect(shown).to_have_attribute("data-total", str(wanted))


def printed(tab):
    return tab.locator(".gc-result > pre > code").text_content()


def works(tab):
    """The page still counts: the article's program has its 640."""
    tab.select_option("[name=example]", "lstm")
    ready(tab)
    run(tab)
    total(tab, 640)
    assert printed(tab) == PRINTED


def link(text, version=1):
    """The fragment that carries `text`, made apart from the page's own script."""
    packer = compressobj(9, DEFLATED, -15)
    packed = packer.compress(text.encode()) + packer.flush()
    letters = urlsafe_b64encode(packed).decode().rstrip("=")
    return f"#program={version}.{letters}"


def seen(locator):
    """Inside the window, and what a tap in its middle hits."""
    return locator.evaluate(
        """(part) => {
            const { left, top, width, height } = part.getBoundingClientRect();
            const [x, y] = [left + width / 2, top + height / 2];
            if (top < 0 || top + height > innerHeight || left + width > innerWidth + 1)
                return false;
            const hit = document.elementFromPoint(x, y);
            return hit !== null && (part.contains(hit) || hit.shadowRoot !== null);
        }"""
    )
