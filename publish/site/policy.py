"""What may run on a page, and which headers a server sends: the one source.

The Content-Security-Policy stands in each page as a meta element, with the
hashes of that page's own inline scripts, and for all pages together in
`_headers`. Static hosts read that file, and so does `publish.serve`; the nginx
example is made from it.
"""

import hashlib
import re
from base64 import b64encode
from fnmatch import fnmatchcase
from functools import cache

from live.shared.markup import Html, tag

INLINE = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.S)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S)
CHARSET = re.compile(r"<meta charset=[^>]*>", re.I)

CSP = "Content-Security-Policy"
CORP = "Cross-Origin-Resource-Policy"
# Sent with every file.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), "
    "usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    CORP: "same-origin",
    # Always ask whether there is a newer one; it costs no bytes when not.
    "Cache-Control": "no-cache",
}
# The address of Python's files names their content.
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
# Python runs in a worker; it compiles WebAssembly and fetches its own files.
WORKER = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
    "frame-ancestors 'none'"
)


def digest(text):
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def hashes(html):
    """Of the inline scripts and of the inline style sheets of one page."""
    scripts = {
        digest(text)
        for attributes, text in INLINE.findall(html)
        if "application/" not in attributes
    }
    return scripts, set(map(digest, STYLE.findall(html)))


def policy(scripts, styles):
    """A page's policy. KaTeX, the figures and CodeMirror set style attributes."""
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(
                ["script-src 'self' 'wasm-unsafe-eval'", *sorted(scripts)],
            ),
            " ".join(["style-src 'self'", *sorted(styles)]),
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )


def protect(html):
    """The page with its policy, before anything that it governs."""
    meta = tag('<meta http-equiv="Content-Security-Policy" content="{}">')(
        Html(policy(*hashes(html)))
    )
    return CHARSET.sub(lambda charset: charset[0] + str(meta), html, count=1)


def write(site):
    """Put the policy into every page of `site`, and `_headers` beside them."""
    scripts, styles = set(), set()
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for found, these in zip((scripts, styles), hashes(html)):
            found |= these
        page.write_text(protect(html), encoding="utf-8")
    whole = policy(scripts, styles)
    rules = {"/*": HEADERS | {CSP: f"{whole}; frame-ancestors 'none'"}}
    for language in site.glob("??/embed"):
        # Only this page may stand in another site's frame.
        path = f"/{language.parent.name}/embed/*"
        rules[path] = {CSP: f"{whole}; frame-ancestors *", CORP: "cross-origin"}
    rules["/assets/pyodide/*"] = FOREVER
    for worker in sorted(site.glob("assets/**/*worker.mjs")):
        rules[f"/{worker.relative_to(site).as_posix()}"] = {CSP: WORKER}
    (site / "_headers").write_text("".join(map(block, rules.items())), encoding="utf-8")


def write_versions(site):
    """Each version under v/ keeps the headers that it was published with."""
    with (site / "_headers").open("a", encoding="utf-8") as file:
        for folder in sorted(site.glob("v/*")):
            for pattern, values in rules(folder):
                path = f"/{folder.relative_to(site).as_posix()}{pattern}"
                file.write(block((path, values)))


def block(rule):
    path, values = rule
    # A later rule would be added to an earlier one: "!" takes that away first.
    again = [] if path == "/*" else [f"! {name}" for name in values]
    lines = [*again, *(f"{name}: {value}" for name, value in values.items())]
    return "".join([f"{path}\n", *(f"  {line}\n" for line in lines)])


@cache
def rules(site):
    """What `_headers` says: (pattern, {name: value}) in order."""
    found, file = [], site / "_headers"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        if line.startswith("/"):
            found.append((line, {}))
        elif ": " in line:
            name, value = line.strip().split(": ", 1)
            found[-1][1][name] = value
    return found


def headers(site, path):
    """The headers that go with an address on the site."""
    sent = {}
    for pattern, values in rules(site):
        if fnmatchcase(path.split("?")[0], pattern):
            sent |= values
    return sent
