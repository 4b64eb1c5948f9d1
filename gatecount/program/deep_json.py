"""JSON that comes from outside, which may be nested deeper than any that is meant."""

import json
import re

from ..types import Any

DEEPEST = 500  # brackets in brackets; a browser's stack bears some thousands
STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.S)
OTHERS = bytes(set(range(256)) - set(b"[]{}"))


def loads(text: str | bytes) -> Any:
    """As json.loads, with a RecursionError before the stack is used up: in a browser,
    Python does not survive that."""
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    depth = 0
    for each in STRING.sub(b"", data).translate(None, OTHERS):
        depth += 1 if each in b"[{" else -1
        if depth > DEEPEST:
            raise RecursionError
    return json.loads(text)
