"""Versions that keep answering: /v/0.2.0/zh/gru/ beside the newest at /zh/gru/.

A release is the whole site, frozen as releases/gatecount-0.2.0.tar.gz. A build
puts every archive that it finds under /v/, and itself where its version has none.
The layout is mike's (a folder for each version, versions.json); mike itself
drives one MkDocs run, and this site has two.
"""

import json
import os
import re
import shutil
import sys
import tarfile
from pathlib import Path

from bs4 import BeautifulSoup

from publish import ROOT
from publish.citation import VERSION
from publish.site import outdated

RELEASES = ROOT / "releases"
PUBLISHED = ROOT / "tests/docs/published.txt"
FOLDER = "v"
ARCHIVE = re.compile(r"gatecount-([\d.]+)\.tar\.gz")
# The newest alone tells search engines what there is.
LEFT_OUT = shutil.ignore_patterns(FOLDER, "sitemap.xml*", "versions.json")


def archives(folder=RELEASES):
    """version -> its archive, newest first."""
    found = {
        match[1]: path
        for path in folder.glob("*")
        if (match := ARCHIVE.fullmatch(path.name))
    }
    return dict(sorted(found.items(), key=lambda each: number(each[0]), reverse=True))


def number(version):
    return tuple(map(int, version.split(".")))


def versions(folder=RELEASES, version=VERSION):
    """All that a build with these archives answers for, newest first."""
    return sorted({version, *archives(folder)}, key=number, reverse=True)


def place(site, folder=RELEASES, version=VERSION):
    """Put every version under v/ of the built `site`: its archive, or itself.

    Returns the folders of the older ones, whose pages now say what they are.
    """
    for each, archive in archives(folder).items():
        with tarfile.open(archive) as packed:
            packed.extractall(site / FOLDER / each, filter="data")
    if not (site / FOLDER / version).exists():
        shutil.copytree(
            site, site / FOLDER / version, copy_function=os.link, ignore=LEFT_OUT
        )
    newest, *older = versions(folder, version)
    listed = [{"version": newest, "title": newest, "aliases": ["latest"]}]
    listed += [{"version": each, "title": each, "aliases": []} for each in older]
    (site / "versions.json").write_text(json.dumps(listed), encoding="utf-8")
    for each in older:
        outdated.mark(site, site / FOLDER / each, each, newest)
    return [site / FOLDER / each for each in older]


def pack(site, folder=RELEASES, version=VERSION):
    """Freeze the built `site`. What has been released is never written anew."""
    folder.mkdir(exist_ok=True)
    target = folder / f"gatecount-{version}.tar.gz"
    with tarfile.open(target, "x:gz") as packed:
        packed.add(site / FOLDER / version, arcname=".")
    return target


def addresses(site):
    """Pages and their headings, the same in both languages: `gru/#answer`."""
    root = site / "zh"
    for page in sorted(root.rglob("index.html")):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        path = page.parent.relative_to(root).as_posix().replace(".", "", 1)
        path = f"{path}/" if path else ""
        yield f"{path}#"
        for each in soup.select(
            ", ".join(f"article h{level}[id]" for level in "123456")
        ):
            yield f"{path}#{each['id']}"


def publish(site, file=PUBLISHED):
    """Add to the list of what has been published; nothing ever leaves it."""
    known = set(file.read_text(encoding="utf-8").split()) if file.exists() else set()
    lines = sorted(known | set(addresses(site)))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main():
    site = Path(sys.argv[1])
    try:
        print(pack(site))
    except FileExistsError:
        sys.exit(f"{VERSION} has been released: raise the version in CITATION.cff.")
    publish(site)


if __name__ == "__main__":
    main()
