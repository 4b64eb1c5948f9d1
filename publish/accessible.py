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
