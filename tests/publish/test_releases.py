"""What has been published keeps answering: addresses, headings, whole versions."""

import json
import os
import re
import shutil
import tarfile
import urllib.request

import pytest
from playwright.sync_api import expect

from publish import releases
from publish.citation import VERSION
from publish.site import offline, outdated, policy
from tests.pages import LANGUAGES, ROOT, SITE
from tests.visiting import serving

PUBLISHED = releases.PUBLISHED.read_text(encoding="utf-8").split()


def missing(site, published):
    """The lines of `published` that a site no longer has."""
    return sorted(set(published) - set(releases.addresses(site)))


def test_what_has_been_published_is_still_there(tally):
    assert len(PUBLISHED) > 100
    assert not missing(SITE, PUBLISHED)
    tally["published addresses that still answer"] += len(PUBLISHED)


def test_a_heading_that_goes_is_seen(tmp_path):
    page = tmp_path / "zh/gru/index.html"
    page.parent.mkdir(parents=True)
    html = (SITE / "zh/gru/index.html").read_text(encoding="utf-8")
    page.write_text(html.replace('id="answer"', 'id="reply"'), encoding="utf-8")
    lost = missing(tmp_path, [each for each in PUBLISHED if each.startswith("gru/")])
    assert lost == ["gru/#answer"]


def test_the_list_only_grows(tmp_path):
    file = tmp_path / "published.txt"
    file.write_text("gone/#once\n", encoding="utf-8")
    releases.publish(SITE, file)
    assert set(PUBLISHED) | {"gone/#once"} <= set(file.read_text().split())


def copied(site, mark):
    """Another build: the same files, but for the newest's own words."""
    shutil.copytree(
        SITE,
        site,
        copy_function=os.link,
        ignore=shutil.ignore_patterns("v", "versions.json"),
    )
    headers = (SITE / "_headers").read_text(encoding="utf-8").split("/v/")[0]
    for path in ("zh/gru/index.html", "en/gru/index.html"):
        html = (site / path).read_text(encoding="utf-8")
        (site / path).unlink()
        for packed in (site / path).parent.glob("index.html.*"):
            packed.unlink()
        (site / path).write_text(f"{html}<!-- {mark} -->", encoding="utf-8")
    for worker in site.glob("sw*.js*"):
        worker.unlink()
    offline.write(site)
    (site / "_headers").unlink()
    (site / "_headers").write_text(
        headers.replace("wasm-unsafe-eval", f"wasm-unsafe-eval' '{mark}"),
        encoding="utf-8",
    )
    return site


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A site of two versions, made as `make release` and `make build` make it."""
    root = tmp_path_factory.mktemp("releases")
    for version in ("0.9.0", "0.10.0"):
        site = copied(root / version, f"version-{version}")
        releases.place(site, root / "archives", version)
        policy.write_versions(site)
        releases.pack(site, root / "archives", version)
    with serving(root / "0.10.0") as address:
        yield root, address


def fetch(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode(), answer.headers


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_addresses_answer(two, language):
    _, address = two
    for path, version in (
        (f"/v/0.9.0/{language}/gru/", "0.9.0"),
        (f"/v/0.10.0/{language}/gru/", "0.10.0"),
        (f"/{language}/gru/", "0.10.0"),
    ):
        html, headers = fetch(address + path)
        assert html.endswith(f"<!-- version-{version} -->"), path
        said = headers["Content-Security-Policy"]
        assert f"'version-{version}'" in said and "frame-ancestors 'none'" in said
    for start in ("", "/v/0.9.0", "/v/0.10.0"):
        _, headers = fetch(f"{address}{start}/{language}/embed/")
        assert "frame-ancestors *" in headers["Content-Security-Policy"]


def test_the_newest_is_told_by_its_number(two):
    _, address = two
    listed = json.loads(fetch(f"{address}/versions.json")[0])
    assert [each["version"] for each in listed] == ["0.10.0", "0.9.0"]
    assert [each["aliases"] for each in listed] == [["latest"], []]


def test_an_old_version_still_counts(two, chromium):
    """Frozen, with its own scripts, Python and policy."""
    _, address = two
    tab = chromium.new_page()
    tab.goto(f"{address}/v/0.9.0/zh/calculator/?units=11")
    tab.wait_for_selector('[data-state="ready"]')
    tab.wait_for_selector('[data-total="748"]')
    tab.close()


# The banner is seen: in the window, on top, and it says which version it is.
SEEN = """(note) => {
  const { left, top, width, height } = note.getBoundingClientRect();
  const at = document.elementFromPoint(left + width / 2, top + height / 2);
  return top >= 0 && top + height <= innerHeight && note.contains(at);
}"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language, said", [("zh", "旧版本"), ("en", "old version")])
def test_an_old_version_says_that_it_is_one(two, chromium, language, said, width):
    _, address = two
    tab = chromium.new_page(viewport={"width": width, "height": 844})
    for path in ("", "gru/", "calculator/", "slides/"):
        tab.goto(f"{address}/v/0.9.0/{language}/{path}")
        note = tab.locator("[data-old-version]")
        expect(note).to_contain_text(said)
        expect(note).to_contain_text("0.9.0")
        assert note.evaluate(SEEN), path
        note.locator("a").click()
        tab.wait_for_url(f"{address}/{language}/{path}")
        assert not tab.locator("[data-old-version]").count()
    tab.close()


def test_an_old_version_without_a_twin_leads_home(two, tmp_path):
    root, _ = two
    site = shutil.copytree(root / "0.10.0", tmp_path / "site", copy_function=os.link)
    shutil.rmtree(site / "en/gru")
    page = site / "v/0.9.0/en/gru/index.html"
    assert 'href="../../../../en/"' in outdated.told(
        site, site / "v/0.9.0", page, "0.9.0", "0.10.0"
    )


def test_an_old_version_is_still_kept_offline(two):
    """The hashes in its service worker are those of its pages with the banner."""
    root, _ = two
    folder = root / "0.10.0/v/0.9.0"
    files = re.search(r"^const FILES = (.*);$", (folder / "sw.js").read_text(), re.M)[1]
    for name, digest in json.loads(files).items():
        path = folder / name
        file = path / "index.html" if path.is_dir() else path
        assert offline.digest(file) == digest, name


def test_what_was_released_stays_as_it_was(two):
    root, _ = two
    with tarfile.open(root / "archives/gatecount-0.9.0.tar.gz") as packed:
        page = packed.extractfile("./zh/gru/index.html").read().decode()
    assert "data-old-version" not in page


def test_a_release_is_never_written_anew(two):
    root, _ = two
    with pytest.raises(FileExistsError):
        releases.pack(root / "0.9.0", root / "archives", "0.9.0")


def test_the_permalinks_of_this_build_answer(page, host):
    html, _ = fetch(f"{host}/v/{VERSION}{page.address}")
    assert f"{VERSION}{page.address}" in html


def test_released_versions_are_in_the_changelog():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = re.findall(r"^## ([\d.]+) – \d{4}-\d\d-\d\d$", changes, re.M)
    assert told == sorted(told, key=releases.number, reverse=True)
    assert set(releases.versions()) <= set(told)
