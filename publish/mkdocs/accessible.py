"""What Material's HTML lacks for readers who do not see or do not use a mouse.

Each mend must find its place: when a newer Material has changed there, the
build stops, and the mend is looked at again or deleted.
"""

import re

# (what Material writes, what stands there afterwards, on every page)
MENDS = (
    # The search dialog has no name.
    (
        r'(<div class="md-search"[^>]*) role="dialog"',
        r'\1 role="dialog" aria-label="{search}"',
    ),
    # A label's tabindex is empty.
    (r'(<label class="md-nav__link"[^>]*) tabindex=""', r"\1"),
    # A checkbox completes nothing.
    (r'(<input class="md-toggle"[^>]*?) autocomplete="off"', r"\1"),
)


def mend(html, **words):
    for pattern, replacement in MENDS:
        html, found = re.subn(pattern, replacement.format(**words), html)
        if not found:
            raise ValueError(f"Material has no longer {pattern}")
    return html


TOPIC = re.compile(
    r'(data-md-component="header-topic">\s*<span class="md-ellipsis">).*?(</span>)',
    re.S,
)
HEADING = re.compile(r'<h1[^>]*>(.*?)(?:<a class="headerlink".*?)?</h1>', re.S)


def named(html):
    """The header calls the page what its heading does; the title is for searching."""
    heading = re.sub("<[^>]+>", "", HEADING.search(html)[1])
    html, found = TOPIC.subn(lambda topic: f"{topic[1]}{heading}{topic[2]}", html)
    if not found:
        raise ValueError(f"Material has no longer {TOPIC.pattern}")
    return html
