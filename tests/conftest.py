"""What every test may use, and the counts printed at the end."""

import inspect
import os
import pickle
from collections import Counter, defaultdict
from itertools import cycle

import pytest
from hypothesis import settings

from tests import kept
from tests.engine import evidence
from tests.live.program.editor import start  # noqa: F401  fixtures for all
from tests.pages import LANGUAGES, SITE, pages
from tests.visiting import chromium, free, host, launch, shown, visit  # noqa: F401

# JAX compiles what runs once, on a few numbers: making that quick took it longest.
os.environ["JAX_DISABLE_MOST_OPTIMIZATIONS"] = "1"

# The same examples everywhere: --hypothesis-profile=default looks for others.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")

TALLY = Counter()
READS = {"SITE", "Page", "pages"}  # names of tests/pages.py
TURNS = defaultdict(lambda: cycle(LANGUAGES))  # of each module
FILES = set()  # those whose tests were collected


@pytest.fixture(scope="session")
def tally():
    """Tests add here what they have checked."""
    return TALLY


@pytest.fixture(scope="module", autouse=True)
def answers(request):
    """What the frameworks said is written when a file has ended."""
    if request.config.option.write_evidence:
        kept.forget()
    yield
    kept.save()


@pytest.fixture
def a_language(language):
    return language


def pytest_generate_tests(metafunc):
    """Who asks for the language has both; who asks for a language or none, in turn.

    What they look at has no words: twins have the same parts, by test_twins.py.
    """
    marks = metafunc.definition.iter_markers("parametrize")
    given = any("language" in mark.args[0] for mark in marks)
    if "language" in metafunc.fixturenames and not given:
        asked = "language" in inspect.signature(metafunc.function).parameters
        turn = LANGUAGES if asked else [next(TURNS[metafunc.module])]
        metafunc.parametrize("language", turn)


@pytest.fixture(params=pages(), ids=str)
def page(request):
    return request.param


def pytest_addoption(parser):
    parser.addoption("--write-evidence", action="store_true", help="see evidence.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What needs Chromium, and what reads the site, is marked: to run without them.

    Files that open it take longest: they begin, so that all cores end together.
    """
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker("browser")
        if READS & vars(item.module).keys() or {"page", "host"} & {*item.fixturenames}:
            item.add_marker("site")
    slow = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_runtest_setup(item):
    if item.get_closest_marker("site") and not (SITE / "index.html").exists():
        pytest.exit("There is no site yet: run `make build` first.", returncode=2)


def pytest_runtest_logreport(report):
    """Name what fails when it fails: the end may be a quarter of an hour away."""
    if report.failed:
        print(f"\nFAILED {report.nodeid} ({report.when})", flush=True)


def pytest_sessionfinish(session):
    """A worker hands over what it found; who has all of it judges the evidence."""
    if hasattr(session.config, "workeroutput"):
        ran = {item.location[0] for item in session.items}
        session.config.workeroutput["found"] = pickle.dumps((TALLY, evidence.TRIED))
        session.config.workeroutput["files"] = sorted(ran)
        return
    FILES.update(item.location[0] for item in getattr(session, "items", ()))
    if session.config.option.write_evidence:
        evidence.write()
    elif evidence.is_whole(session, FILES):
        session.evidence = list(evidence.differences())
        if session.evidence:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    output = getattr(node, "workeroutput", {})
    if "found" in output:
        tally, tried = pickle.loads(output["found"])
        TALLY.update(tally)
        evidence.merge(tried)
        FILES.update(output["files"])


def pytest_terminal_summary(terminalreporter):
    for sentence in getattr(terminalreporter._session, "evidence", ()):
        terminalreporter.line(f"evidence/table.json is not of this run: {sentence}")
    if TALLY:
        terminalreporter.section("what was checked")
        for name, number in sorted(TALLY.items()):
            terminalreporter.line(f"{number:>7,}  {name}")
