"""Why there is no answer, in one short sentence, and what the reader may have meant."""

import re

from gatecount import classes_of

from ..shared.layers import FRAMEWORKS
from ..shared.words import say

LONGEST = 60  # characters of what the reader wrote
MOST = 6  # names in a list of those that are known
UNKNOWN = "{piece} is not known here. Known: {known}."


def refusal(error, language, framework="", code=""):
    """{"error": the sentence}, and "meant", a line of code, where one is near."""
    if error.template == UNKNOWN and code:
        piece = error.values["piece"]
        name = near_class(piece, framework)
        if not name:
            title = FRAMEWORKS[framework].title
            sentence = (
                "{piece} is not a layer of {framework}. Write one constructor call, "
                "such as LSTM(10)."
            )
            said = say(language, sentence, piece=cut(piece), framework=title)
            return {"error": said}
        said = say(
            language,
            "{piece} is not known here. Did you mean {name}?",
            piece=cut(piece),
            name=name,
        )
        word = rf"(?<![\w.]){re.escape(piece)}(?!\w)"
        return {"error": said, "meant": re.sub(word, name, code, count=1)}
    values = dict(error.values)
    if isinstance(values.get("known"), str):
        asked = values.get("unknown", values.get("value", values.get("piece", "")))
        values["known"] = few(str(asked), values["known"].split(", "))
    values = {
        name: cut(value) if name != "known" else value for name, value in values.items()
    }
    return {"error": say(language, error.template, **values)}


def cut(value):
    """A text of the reader's that a sentence has room for."""
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def few(asked, known):
    """Of the known names the likeliest, as a text."""
    if len(known) <= MOST:
        return ", ".join(known)
    asked = asked.strip("'\"")
    close = sorted((each for each in known if alike(asked, each)), key=len)
    rest = [each for each in known if each not in close]
    return ", ".join([*close, *rest][:MOST]) + ", …"


def near_class(piece, framework):
    """The class that is spelt almost so, with what stands before it; "" if none."""
    prefix, _, name = piece.rpartition(".")
    for test in (same, alike):
        for each in (framework, *FRAMEWORKS):
            known = classes_of(each)
            if prefix and prefix not in known.PREFIXES:
                continue
            found = next((other for other in known.LAYERS if test(name, other)), None)
            if found == name:  # known, but as something else than a layer
                continue
            if found:
                before = "" if each == framework else FRAMEWORKS[each].prefix
                return f"{prefix}.{found}" if prefix else before + found
    return ""


def same(one, other):
    return flat(one) == flat(other)


def alike(one, other):
    """Whether few letters are another, missing, too many or exchanged."""
    one, other = flat(one), flat(other)
    return distance(one, other) <= min(2, max(1, len(other) // 4)) and one != ""


def flat(name):
    return name.lower().replace("_", "")


def distance(one, other):
    """The steps from one word to the other; neighbours exchanged are one step."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before, last = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            steps = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                steps = min(steps, before[j - 2] + 1)
            row.append(steps)
        before, last = last, row
    return last[-1]
