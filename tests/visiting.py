"""A browser on the built site, for every test that needs one."""

import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from publish.serve import server
from tests.browser import FLAGS, find
from tests.pages import SITE

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


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, host):
    """Open an address; at the end, no error and no other host may have been seen."""
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
