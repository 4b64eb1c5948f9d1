"""What every test may use, and the counts printed at the end."""

from collections import Counter

import pytest

from tests import evidence
from tests.pages import SITE, pages
from tests.visiting import chromium, host, visit  # noqa: F401  fixtures for all

TALLY = Counter()


@pytest.fixture(scope="session")
def tally():
    """Tests add here what they have checked."""
    return TALLY


@pytest.fixture(params=pages(), ids=str)
def page(request):
    return request.param


def pytest_configure(config):
    if not (SITE / "index.html").exists():
        pytest.exit("There is no site yet: run `make build` first.", returncode=2)


def pytest_addoption(parser):
    parser.addoption("--write-evidence", action="store_true", help="see evidence.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What needs Chromium is marked, so that it can run beside the rest."""
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker("browser")


def pytest_sessionfinish(session):
    if session.config.option.write_evidence:
        evidence.write()
    elif evidence.is_whole(session):
        session.evidence = list(evidence.differences())
        if session.evidence:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    for sentence in getattr(terminalreporter._session, "evidence", ()):
        terminalreporter.line(f"evidence/table.json is not of this run: {sentence}")
    if TALLY:
        terminalreporter.section("what was checked")
        for name, number in sorted(TALLY.items()):
            terminalreporter.line(f"{number:>7,}  {name}")
