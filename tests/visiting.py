"""A browser on the built site, for every test that needs one."""

import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from publish.serve import server
from tests.browser import FLAGS, find
from tests.pages import SITE, pages, texts

PATIENCE = 30_000  # ms; Python starts in seconds, on a busy machine in more

expect.set_options(timeout=PATIENCE)


@contextmanager
def serving(folder):
    with server(folder, 0) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


@pytest.fixture(scope="module")
def host():
    with serving(SITE) as address:
        yield address


@contextmanager
def launched(*flags, whole=False):
    with sync_playwright() as playwright:
        path = find(whole)
        yield playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])


@pytest.fixture(scope="module")
def chromium():
    # Python is compiled at once and once: it starts twice as fast, and runs well.
    with launched("--js-flags=--liftoff-only") as browser:
        yield browser


@contextmanager
def visiting(chromium, host):
    """Opens addresses; at the end, no error and no other host may have been seen."""
    contexts, errors, hosts, expected = [], [], set(), []

    def watch(tab):
        tab.on(
            "console",
            lambda message: message.type == "error" and errors.append(message.text),
        )
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    def open_page(address, expect_errors=False, before=None, **options):
        # What a service worker fetches, no test can hold or cut: see test_offline.py.
        usual = {"viewport": {"width": 1280, "height": 900}, "service_workers": "block"}
        options = usual | options
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        tab = context.new_page()
        expected.append(expect_errors)
        watch(tab)
        if before:
            before(tab)
        tab.goto(address if "://" in address else host + address)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert hosts - {""} <= {urlsplit(host).netloc}, hosts
    assert any(expected) or not errors, errors


class Waiting:
    """Python's program is held, so that what stands before it comes can be seen."""

    def __init__(self, visit, address, **options):
        self.held = []
        self.tab = visit(
            address, before=lambda tab: tab.route("**/*.wasm", self._hold), **options
        )

    def _hold(self, route):
        if self.held is None:
            route.continue_()
        else:
            self.held.append(route)

    def release(self):
        held, self.held = self.held, None
        for route in held:
            route.continue_()


@pytest.fixture
def visit(chromium, host):
    with visiting(chromium, host) as open_page:
        yield open_page


@pytest.fixture(scope="module", params=pages(), ids=str)
def shown(request, chromium, host):
    """A page and a tab with it, for all tests of a module: each sets what it needs."""
    with visiting(chromium, host) as open_page:
        yield request.param, open_page(request.param.address)


# Where the slides have nothing to look at.
every_text = pytest.mark.parametrize("shown", texts(), indirect=True, ids=str)
