"""pprint: what the real one writes, among what the program prints."""

import pprint

from ...types import Value
from ..printing import print_, shown
from ..unknown import find_unknown


class PrettyPrinter:
    def __init__(self, *values: Value, stream: Value = None, **named: Value) -> None:
        self.values, self.named = values[:3], named

    def pformat(self, value: Value) -> str:
        text = shown(value)
        if text == "?" or find_unknown(value) is not None:
            return "?"  # where its lines would end is not known either
        return pprint.pformat(value, *self.values, **self.named)

    def pprint(self, value: Value) -> None:
        print_(self.pformat(value))


def pretty(value: Value, stream: Value = None, *values: Value, **named: Value) -> None:
    PrettyPrinter(*values, **named).pprint(value)


NAMES: dict[str, Value] = {
    "PrettyPrinter": PrettyPrinter,
    "pprint": pretty,
    "pp": pretty,
}
