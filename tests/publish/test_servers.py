"""`_headers`, our server and the nginx example say the same, from one source."""

import re
from urllib.request import urlopen

import pytest

from publish.nginx import configuration
from publish.site.policy import headers
from tests.pages import SITE

PATHS = ("/zh/", "/en/gru/", "/assets/calculator/worker.mjs", "/assets/pyodide/x")
ADDED = re.compile(r'add_header (\S+) "([^"]*)" always;')
PLACE = re.compile(r"location (=|\^~) (/assets\S+) \{([^}]*)\}")


def by_nginx(path):
    """The headers that the example adds for this path."""
    text = configuration(SITE)
    for kind, where, inside in PLACE.findall(text):
        if path == where or (kind == "^~" and path.startswith(where)):
            return dict(ADDED.findall(inside))
    return dict(ADDED.findall(text.split("\n    location")[0]))


@pytest.mark.parametrize("path", PATHS)
def test_the_example_adds_what_the_source_says(path):
    assert by_nginx(path) == headers(SITE, path)


@pytest.mark.parametrize("path", PATHS[:-1])
def test_our_server_sends_what_the_source_says(host, path):
    with urlopen(host + path) as response:
        assert headers(SITE, path).items() <= dict(response.headers.items()).items()


def test_python_is_kept_for_good_and_pages_are_not():
    assert "immutable" in headers(SITE, "/assets/pyodide/x")["Cache-Control"]
    assert headers(SITE, "/zh/")["Cache-Control"] == "no-cache"


def test_what_is_compressed_is_there_in_both_ways():
    compressed = {path.with_suffix("") for path in SITE.rglob("*.br")}
    assert len(compressed) > 50
    assert compressed == {path.with_suffix("") for path in SITE.rglob("*.gz")}
