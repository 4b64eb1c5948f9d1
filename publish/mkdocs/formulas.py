"""A formula as a line of plain text, read off the MathML that KaTeX makes of it."""

import re
from functools import cache
from html import unescape
from xml.etree import ElementTree

from live.shared.markup import Html, formula, safe
from publish.pages.mathematics import render

# As arithmatex leaves TeX in a text; what it says is escaped.
FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.S)
MATH = re.compile(r"<math.*?</math>", re.S)
UPPER = dict(zip(map(ord, "0123456789+-−nmT"), "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿᵐᵀ"))
ACCENTS = {"~": "\u0303", "^": "\u0302", "ˉ": "\u0304", "¯": "\u0304", "˙": "\u0307"}
SPACED = re.compile(r"\s*([=+−×·⊙≈≤≥<>→←∈])\s*")
INDEX = re.compile(r"[_^]\([^()]*\)")


def in_words(html):
    """The text with its formulas in plain symbols: 4 × ((n + m) × m + m)."""
    return FORMULA.sub(lambda found: spoken(found[1] or found[2]), html)


@cache
def spoken(tex):
    html = render(formula(Html(tex)))
    math = ElementTree.fromstring(unescape_names(MATH.search(html)[0]))
    text = re.sub("[\u2061-\u2064\u200b]", "", linear(math))
    text = " ".join(SPACED.sub(r" \1 ", text).split())
    return safe(INDEX.sub(lambda index: index[0].replace(" ", ""), text))


def unescape_names(xml):
    """XML knows five entities; the others as the characters that they name."""
    return re.sub(r"&(?!amp;|lt;|gt;|quot;|apos;|#)\w+;", lambda e: unescape(e[0]), xml)


def linear(node):
    """An element of MathML and what is in it."""
    name = node.tag.rpartition("}")[2]
    if name == "annotation":
        return ""
    parts = list(map(linear, node))
    match name:
        case "mspace":
            return " "
        case "msub" | "munder":
            return parts[0] + lower(parts[1])
        case "msup":
            return parts[0] + raised(parts[1])
        case "mover":
            return parts[0] + ACCENTS.get(parts[1].strip(), raised(parts[1]))
        case "msubsup" | "munderover":
            return parts[0] + lower(parts[1]) + raised(parts[2])
        case "mfrac":
            return "/".join(map(grouped, parts))
        case "msqrt":
            return f"√{grouped(''.join(parts))}"
        case "mtr" | "mlabeledtr":
            return " ".join(parts)
        case "mtable":
            return "; ".join(filter(None, map(str.strip, parts)))
    return (node.text or "") + "".join(parts)


def grouped(text):
    text = text.strip()
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def lower(text):
    """h_(t-1); a number in brackets is a label below."""
    text = "".join(text.split())
    return f" {text}" if text.startswith("(") else f"_{grouped(text)}"


def raised(text):
    text = "".join(text.split())
    upper = text.translate(UPPER)
    return f"^{grouped(text)}" if set(upper) - set(UPPER.values()) else upper
