"""What a reader typed, understood: numbers, shapes, switches, choices."""

import re
import unicodedata

from gatecount import CountError

TRUE, FALSE = ("true", "1", "on", "yes"), ("false", "0", "off", "no")
LONGEST = 60  # characters of a field
DIGITS = 20  # of a number; far beyond any size that exists
# Ways to write the same character: full-width, half-width, kinds of space.
SAME = ("<wide>", "<narrow>", "<noBreak>", "<compat>")


class FieldError(CountError):
    """What stands in the control `field` cannot be understood."""

    def __init__(self, field, template, /, **values):
        super().__init__(template, **values)
        self.field = field


def simple(text):
    """The text in its simplest characters: full-width digits become ASCII."""
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", each)
        if unicodedata.decomposition(each).startswith(SAME)
        else each
        for each in text
        if unicodedata.category(each) != "Cf"
    )


def plain(name, text):
    """The simple text of a field, on one line and not too long."""
    text = simple(text)
    if len(text) > LONGEST:
        raise FieldError(name, "{name} is too long to be a size.", name=name)
    return " ".join(text.split())


def read_number(name, text, separators=",_' "):
    """A number, with or without thousands separators.

    A fraction is passed on as it stands: the framework says what is wrong.
    """
    text = plain(name, text)
    if not text:
        raise FieldError(
            name, "{name} is empty. Write a number, such as 10.", name=name
        )
    grouped = rf"[+-]?\d{{1,3}}(?:[{separators}]\d{{3}})+"
    digits = (
        re.sub(f"[{separators}]", "", text) if re.fullmatch(grouped, text) else text
    )
    whole = re.fullmatch(r"[+-]?\d+", digits)
    if whole and len(digits) > DIGITS:
        raise FieldError(name, "{name} is too long to be a size.", name=name)
    if whole:
        return int(digits)
    if re.fullmatch(r"[+-]?(?:\d+\.\d*|\.\d+)", digits):
        return float(digits)
    raise FieldError(
        name,
        "{name}: {value} is not a number. Write digits, such as 10.",
        name=name,
        value=text,
    )


def unknown(text):
    """Whether the text says that a size is not known."""
    return simple(text).strip().lower() in ("none", "?")


def read_shape(name, text, example="13, 5"):
    """`13, 5` -> (13, 5); `None` is a size that is not known."""
    text = re.sub(r"^(?:input_)?shape *= *", "", plain(name, text)).strip("()[]{} ")
    parts = [part.strip() for part in re.split(r"[,;、×x*]", text)]
    if parts[-1] == "":
        parts.pop()
    if not parts:
        raise FieldError(
            name,
            "{name} is empty. Write its sizes, such as {example}.",
            name=name,
            example=example,
        )
    if "" in parts:
        raise FieldError(
            name,
            "{name}: a size is missing before a comma. Write all of them, such as "
            "{example}.",
            name=name,
            example=example,
        )
    if any(re.fullmatch(r"0\d+", part) for part in parts):
        raise FieldError(
            name,
            "{name}: the comma separates the sizes. Write a thousand as 1000.",
            name=name,
        )
    if len(parts) == 1 and re.fullmatch(r"\S+( \S+)+", text):
        raise FieldError(
            name,
            "{name}: put a comma between the sizes, such as {example}.",
            name=name,
            example=example,
        )
    return tuple(
        None if unknown(part) else read_number(name, part, "_' ") for part in parts
    )


def read_choice(name, text, known):
    """The one of `known` that is meant, in whatever case it is written."""
    word = plain(name, text).lower().replace(" ", "")
    for each in known:
        if word == each.lower().replace(" ", ""):
            return each
    raise FieldError(
        name,
        "{piece} is not known here. Known: {known}.",
        piece=text[:LONGEST],
        known=", ".join(known),
    )


def read_switch(name, text):
    word = plain(name, text).lower()
    if word in TRUE + FALSE:
        return word in TRUE
    raise FieldError(
        name, "{name} is True or False, not {value}.", name=name, value=text[:LONGEST]
    )
