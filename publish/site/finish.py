"""What belongs to neither language: root page, root 404, sitemap, headers."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from publish import ROOT
from publish.browser import assets
from publish.site import manifest
from publish.site import offline
from publish.site import policy
from publish import releases
from publish.pages import texts
from publish.node import NODE

COMPRESS = ROOT / "publish/browser/compress.mjs"
MATERIAL = ROOT / "publish/mkdocs/material.mjs"
PAGES = Path(__file__).with_name("root")
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
LANGUAGES = ("zh", "en")


def finish(site):
    """Make the folder `site`, which holds both languages, a whole."""
    base = os.environ.get("SITE_URL", "http://127.0.0.1:8000/").rstrip("/") + "/"
    neutral(site, base)
    (site / ".nojekyll").touch()
    assets.copy(site / "assets")
    assets.copy_handouts(site / "pdf")
    sitemap(site, base)
    texts.join_lists(site, base)
    manifest.write(site)
    strip(site)
    subprocess.run([NODE, MATERIAL, site], check=True)
    policy.write(site)
    offline.write(site)
    compress(site)
    for old in releases.place(site):
        compress(old)
    policy.write_versions(site)


def neutral(site, base):
    """The pages of neither language: what sends to one, what answers elsewhere."""
    fields = {
        "base": base,
        "path": urlsplit(base).path,
        "style": (PAGES / "plain.css").read_text(encoding="utf-8"),
    }
    for page in PAGES.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        for name, value in fields.items():
            text = text.replace(f"{{{{ {name} }}}}", value)
        (site / page.name).write_text(text, encoding="utf-8")


def compress(folder):
    subprocess.run([NODE, COMPRESS, folder, ".cache/compressed"], check=True)


def strip(site):
    """Take away what Material ships for its developers and for its own search."""
    scripts = "??/assets/javascripts"
    for path in [*site.rglob("*.map"), *site.glob(f"{scripts}/workers/*.min.js")]:
        path.unlink()
    for folder in site.glob(f"{scripts}/lunr"):
        shutil.rmtree(folder)


def sitemap(site, base):
    """One sitemap for both languages; each page names its twin."""
    ElementTree.register_namespace("", SITEMAP)
    ElementTree.register_namespace("xhtml", XHTML)
    urls = ElementTree.Element(f"{{{SITEMAP}}}urlset")
    for page in sorted((site / LANGUAGES[0]).rglob("index.html")):
        path = page.parent.relative_to(site / LANGUAGES[0]).as_posix()
        if path.startswith("embed"):
            continue  # what stands elsewhere, for a frame
        path = "" if path == "." else f"{path}/"
        for language in LANGUAGES:
            url = ElementTree.SubElement(urls, f"{{{SITEMAP}}}url")
            ElementTree.SubElement(
                url, f"{{{SITEMAP}}}loc"
            ).text = f"{base}{language}/{path}"
            for twin in LANGUAGES:
                ElementTree.SubElement(
                    url,
                    f"{{{XHTML}}}link",
                    rel="alternate",
                    hreflang=twin,
                    href=f"{base}{twin}/{path}",
                )
    tree = ElementTree.ElementTree(urls)
    tree.write(site / "sitemap.xml", encoding="utf-8", xml_declaration=True)
    for language in LANGUAGES:
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site / language / name).unlink(missing_ok=True)
