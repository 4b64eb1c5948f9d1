"""pprint: what the real one writes, among what the program prints."""

import pprint

from ..printing import print_, shown
from ..unknown import find_unknown


class PrettyPrinter:
    def __init__(self, *values, stream=None, **named):
        self.values, self.named = values[:3], named

    def pformat(self, value):
        text = shown(value)
        if text == "?" or find_unknown(value) is not None:
            return "?"  # where its lines would end is not known either
        return pprint.pformat(value, *self.values, **self.named)

    def pprint(self, value):
        print_(self.pformat(value))


def pretty(value, stream=None, *values, **named):
    PrettyPrinter(*values, **named).pprint(value)


NAMES = {"PrettyPrinter": PrettyPrinter, "pprint": pretty, "pp": pretty}
