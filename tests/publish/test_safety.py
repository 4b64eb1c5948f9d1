"""Policies, and what the site is made of: files from others, sources, actions."""

import hashlib
import json
import re
import subprocess
import unicodedata

import pytest

from publish.browser import python
from publish.node import NODE
from publish.site.policy import CSP, rules
from tests.pages import ROOT, SITE

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
HIGH, MEDIUM = 10, 30  # in csp_evaluator: the smaller the number, the worse
HTML = sorted(SITE.rglob("*.html"))
FOREIGN = ROOT / "tests/publish/vendored.json"


def metas():
    return {path: META.findall(path.read_text(encoding="utf-8")) for path in HTML}


def sent():
    """Every policy that a header carries, by its rule."""
    return {path: values[CSP] for path, values in rules(SITE) if CSP in values}


def test_every_page_has_its_policy():
    """Before anything that it governs, and only once."""
    for path, found in metas().items():
        head = path.read_text(encoding="utf-8")
        assert len(found) == 1, path
        assert (
            head.index("Content-Security-Policy")
            < re.search(r"<(script|link|style)\b", head).start()
        ), path


def test_no_policy_lets_inline_scripts_or_eval_run():
    every = [each for found in metas().values() for each in found] + [*sent().values()]
    assert len(every) > 20
    for policy in every:
        scripts = re.search(r"script-src ([^;]+)", policy)[1]
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:"} & {
            *scripts.split()
        }
        assert "default-src" in policy


def test_workers_have_a_policy_of_their_own():
    for worker in SITE.glob("assets/**/*worker.mjs"):
        policy = sent()[f"/{worker.relative_to(SITE).as_posix()}"]
        assert policy.startswith("default-src 'none'") and "style-src" not in policy


def test_only_the_embedded_page_may_be_framed():
    for path, policy in sent().items():
        if "worker" not in path:
            wanted = "*" if "/embed/" in path else "'none'"
            assert f"frame-ancestors {wanted}" in policy


def test_the_evaluator_finds_nothing(tally):
    """csp_evaluator: no finding of high or medium severity in any policy."""
    policies = sorted(
        {each for found in metas().values() for each in found} | {*sent().values()}
    )
    said = subprocess.run(
        [NODE, ROOT / "tests/publish/csp.mjs"],
        input=json.dumps(policies),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout
    for policy, findings in zip(policies, json.loads(said)):
        bad = [each for each in findings if each["severity"] in (HIGH, 20, MEDIUM)]
        assert not bad, (policy, bad)
    tally["policies judged by csp_evaluator"] += len(policies)


def test_headers_that_every_file_carries():
    [(everywhere, values), *_] = rules(SITE)
    assert everywhere == "/*"
    assert values["X-Content-Type-Options"] == "nosniff"
    assert values["Referrer-Policy"] and values["Permissions-Policy"]


# --- what others made ---------------------------------------------------------------


def served():
    """What the site serves of others, by its address: their files, Pyodide slimmed."""
    files = {f"pyodide/{name}": path for name, path in python.runtime().items()}
    fonts = sorted((ROOT / "node_modules/katex/dist/fonts").glob("*.woff2"))
    files |= {f"katex/fonts/{path.name}": path for path in fonts}
    files["katex/katex.min.css"] = ROOT / "node_modules/katex/dist/katex.min.css"
    return hashes(files)


def published():
    """The files that Pyodide is made slim from."""
    return hashes(
        {f"published/{name}": python.PYODIDE / name for name in python.RUNTIME}
    )


def hashes(files):
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in sorted(files.items())
    }


def test_vendored_files_are_those_that_were_reviewed():
    assert served() | published() == json.loads(FOREIGN.read_text(encoding="utf-8"))


def test_vendored_files_are_served_as_they_are():
    for name, digest in served().items():
        folder, _, file = name.rpartition("/")
        [copy] = (SITE / "assets" / folder.split("/")[0]).rglob(file)
        assert hashlib.sha256(copy.read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize("room", ["", "tests/gates/"])
def test_npm_locks_hold_hashes(room):
    lock = json.loads((ROOT / room / "package-lock.json").read_text(encoding="utf-8"))
    for name, package in lock["packages"].items():
        if name:
            assert package["integrity"].startswith("sha512-"), name
            assert "resolved" not in package, name  # each reader's own registry


def test_npm_runs_no_scripts():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"npm (?:ci|install).*", makefile):
        assert "--ignore-scripts" in command


def test_actions_are_pinned_by_commit():
    for workflow in (ROOT / ".github/workflows").glob("*.yml"):
        for used in re.findall(r"uses: (.+)", workflow.read_text(encoding="utf-8")):
            assert re.match(r"[\w/-]+@[0-9a-f]{40} # v", used), used


# --- sources --------------------------------------------------------------------------


def sources():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        path = ROOT / name
        if path.suffix != ".png" and path.is_file():
            yield name, path.read_text(encoding="utf-8")


def test_no_source_has_invisible_characters(tally):
    """No mark of direction, no space without width: what one reads is what runs."""
    for name, text in sources():
        found = {each for each in text if unicodedata.category(each) == "Cf"}
        assert not found, (name, [f"U+{ord(each):04X}" for each in found])
        tally["sources without invisible characters"] += 1
