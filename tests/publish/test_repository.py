"""Promises about the repository itself."""

import re
import subprocess

import pytest

from gatecount import count
from tests.pages import LANGUAGES, ROOT, Page


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_one_version_everywhere():
    """The number that pages cite is that of the citation file and the rest."""
    version = re.search(r"^version: (.+)$", read("CITATION.cff"), re.M)[1]
    assert f'"version": "{version}"' in read("package.json")
    assert f"\n## {version} " in read("CHANGELOG.md")
    for language in LANGUAGES:
        page = Page(language, "index")
        assert version in page.article.find(id="cite").find_next("p").get_text()
        assert version in page.html.select_one(".md-copyright").get_text()


def test_versions_are_exact():
    for name in ("requirements.txt", "tests/requirements.txt"):
        for line in read(name).splitlines():
            assert line.startswith("#") or re.match(r"[\w.-]+==[\w.]+( *;.*)?$", line)
    assert not re.search(r'"[\^~><]', read("package.json"))


def test_every_promised_command_has_a_help_line():
    shown = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for command in (
        "serve",
        "build",
        "test",
        "outputs",
        "write",
        "lint",
        "zip",
        "gates",
        "clean",
    ):
        assert re.search(rf"^{command} +\S", shown, re.M)


def test_the_readme_is_true():
    """What the README's program prints is what it says."""
    claims = re.findall(r"^(count\(.+\)\.total)  # (\d+)$", read("README.md"), re.M)
    assert len(claims) >= 2
    for code, total in claims:
        assert eval(code, {"count": count}) == int(total)


@pytest.mark.parametrize("name", ["LICENSE", "LICENSE-CC-BY-4.0"])
def test_licences_are_whole(name):
    assert len(read(name)) > 1000 and name in read("README.md")


def test_the_lock_holds_what_is_required():
    """Each pin of the site's requirements is in the lock, with its hashes."""
    lock = read("requirements.lock")
    for line in read("requirements.txt").splitlines():
        if not line.startswith("#"):
            assert re.search(rf"^{re.escape(line.split(';')[0].strip())}\b", lock, re.M)
    for entry in re.split(r"^(?=\w)", lock, flags=re.M)[1:]:
        assert "--hash=sha256:" in entry, entry
