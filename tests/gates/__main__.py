"""`make gates`: each gate prints what it found; one finding fails the run.

The tools are in tests/gates/package.json and tests/requirements.txt. From the
system come java, nginx with its brotli module, wrk, firefox-esr, webkit2gtk-driver
and xvfb; where one is missing, its gate says so and fails.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import autocorrect_py

from live.shared.words import FILES
from publish.node import NODE
from tests.browser import FLAGS, find
from tests.gates import nginx, webkit
from tests.pages import ROOT, SITE
from tests.visiting import serving

NPM = Path(__file__).parent / "node_modules"
PROSE = ["docs/en", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
MARKDOWN = ["docs/**/*.md", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
LIGHTHOUSE = {
    "performance": 95,
    "accessibility": 100,
    "best-practices": 100,
    "seo": 100,
}
RUNS = 3
# Every kind of page, and the worker, whose policy is its own.
OBSERVED = (
    "/",
    "/zh/",
    "/en/calculator/",
    "/zh/program/",
    "/en/slides/",
    "/zh/embed/",
    "/assets/calculator/worker.mjs",
)


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, capture_output=True, text=True, **options
    )
    return done.returncode, (done.stdout + done.stderr).splitlines()


def html():
    """Nu HTML checker."""
    jar = NPM / "vnu-jar/build/dist/vnu.jar"
    pages = sorted(SITE.rglob("*.html"))
    code, lines = run("java", "-jar", jar, "--errors-only", "--format", "gnu", *pages)
    yield from lines if code else ()


def chinese():
    """autocorrect on the Chinese pages, and on what the live parts say."""
    for path in sorted((ROOT / "docs/zh").glob("*.md")):
        said = autocorrect_py.lint_for(path.read_text(encoding="utf-8"), "md")
        for each in said.lines:
            yield f"{path.name}:{each.line}: {each.old} -> {each.new}"
    for path in map(Path, FILES):
        for text in json.loads(path.read_text(encoding="utf-8")).values():
            plain = re.sub(r"\w[\w.]*\([^)]*\)", "f()", text)  # code inside
            if autocorrect_py.format(plain) != plain:
                yield f"{path.name}: {text}"


def english():
    """codespell."""
    yield from run(sys.executable, "-m", "codespell_lib", *PROSE)[1]


def markdown():
    """markdownlint."""
    cli = NPM / "markdownlint-cli2/markdownlint-cli2-bin.mjs"
    code, lines = run(NODE, cli, *MARKDOWN)
    yield from lines if code else ()


def servers():
    """nginx sends what our server sends."""
    yield from nginx.differences()


def firefox():
    """The calculator in Firefox."""
    script = Path(__file__).with_name("firefox.mjs")
    browser = shutil.which("firefox-esr") or shutil.which("firefox")
    if not browser:
        yield "there is no Firefox: apt-get install firefox-esr"
        return
    with serving(SITE) as address:
        code, lines = run(NODE, script, address, browser, timeout=300)
        print(*lines, sep="\n")
        yield from lines if code else ()


def safari():
    """Calculator, program, figures and phone in WebKit."""
    yield from webkit.findings()


def observatory():
    """Mozilla's HTTP Observatory, without its two tests of HTTPS."""
    script = Path(__file__).with_name("observatory.mjs")
    with serving(SITE) as address:
        code, lines = run(NODE, script, urlsplit(address).port, *OBSERVED, timeout=120)
    yield from lines if code else ()
    for each in map(json.loads, () if code else lines):
        print(f"Observatory {each['path']}: {each['score']}")
        if each["score"] < 100:
            yield f"{each['path']}: {each['score']} < 100, {each['failed']}"


def lighthouse():
    """Lighthouse, as on a phone: the median of three runs."""
    with serving(SITE) as address:
        for path in ("/zh/", "/zh/calculator/"):
            runs = [scores(address + path) for _ in range(RUNS)]
            middle = {name: median(each[name] for each in runs) for name in LIGHTHOUSE}
            print(f"Lighthouse {path}: {middle}")
            for name, wanted in LIGHTHOUSE.items():
                if middle[name] < wanted:
                    yield f"{path} {name}: {middle[name]:.0f} < {wanted}"
            for audit in sorted({each for one in runs for each in one["failed"]}):
                print(f"  {audit}")


def scores(address):
    with tempfile.NamedTemporaryFile(suffix=".json") as written:
        run(
            NODE,
            NPM / "lighthouse/cli/index.js",
            address,
            "--quiet",
            "--output=json",
            f"--output-path={written.name}",  # of a pipe, its end can be lost
            f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
            f"--only-categories={','.join(LIGHTHOUSE)}",
            env=os.environ | {"CHROME_PATH": find(whole=True)},
            timeout=180,
        )
        report = json.load(written)
    found = {
        name: 100 * (each["score"] or 0) for name, each in report["categories"].items()
    }
    judged = {
        ref["id"]
        for name, each in report["categories"].items()
        if name != "performance"
        for ref in each["auditRefs"]
        if ref["weight"]
    }
    audits = report["audits"].items()
    found["failed"] = [
        each["title"] for name, each in audits if name in judged and each["score"] == 0
    ]
    return found


GATES = (
    html,
    chinese,
    english,
    markdown,
    servers,
    firefox,
    safari,
    observatory,
    lighthouse,
)


def main(names):
    failed = False
    for gate in GATES:
        if names and gate.__name__ not in names:
            continue
        found = list(gate())
        print(f"{gate.__name__}: {len(found)} findings ({gate.__doc__})", flush=True)
        print(*found[:40], sep="\n", end="\n" if found else "")
        failed |= bool(found)
    if not names or "servers" in names:
        print(nginx.load())
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
