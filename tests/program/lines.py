"""Two texts that a program prints, with and without its data, compared."""

import re

RULES = re.compile("[─━═=_┃│|┏┓┗┛┡┩├┤┼┴┬┌┐└┘╇╈╪-]+")
OPEN = re.compile(r"tensor\(\.\.\., size .*?\)\)")  # its numbers are not known
CUT = "…"  # what Keras prints where a name does not fit, which depends on the others


def others(printed, known):
    """The lines of `printed` that are none of `known`, with "?" for some of it."""
    lines = {plain(each) for each in whole(known)}
    return [each for each in map(plain, whole(printed)) if not any_of(each, lines)]


def any_of(line, lines):
    if line in lines or CUT in line:
        return True
    text = OPEN.sub("tensor(?)", line)
    parts = [re.escape(each) for each in text.split("?")]
    return len(parts) > 1 and any(
        re.fullmatch(".*".join(parts), each) for each in lines
    )


def plain(line):
    return re.sub(r"\s+", " ", RULES.sub(" ", line)).strip()


def whole(text):
    """The lines, with a cell of a table in one, however often it was wrapped."""
    found, rows = [], []
    for line in [*text.split("\n"), ""]:
        if line.startswith("│") and line.count("│") > 2:
            rows.append([cell.strip() for cell in line.strip("│").split("│")])
            continue
        if rows:
            cells = ["".join(column).replace(" ", "") for column in zip(*rows)]
            found, rows = [*found, " ".join(cells)], []
        found.append(line)
    return found


def rows(layers):
    """The layers, and those inside of them."""
    for each in layers:
        yield each
        yield from rows(each.layers)
