"""The sentences of calculator and engine in the page's language.

The English sentence is the key, so that English needs no file.
"""

import json
from functools import cache
from glob import glob
from os.path import abspath

from .markup import safe, tag, template

TRANSLATIONS: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
SPACE = {"zh": tag(""), "en": tag(" ")}  # Chinese has none between sentences


def learn(language: str, sentences: str) -> None:
    """Take in the translations of a JSON text: in the browser, of what came along."""
    TRANSLATIONS[language].update(json.loads(sentences))
    escaped.cache_clear()


@cache
def escaped(language, sentence):
    """The sentence as HTML with its gaps: a keystroke needs dozens, the same ones."""
    return template(safe(TRANSLATIONS[language].get(sentence, sentence)))


# Each room has its own; no archive that a browser fetches has them.
ROOT = abspath(f"{__file__}/../../..")
FILES = sorted(glob(f"{ROOT}/*/zh/*.json") + glob(f"{ROOT}/live/*/zh/*.json"))
for path in FILES:
    with open(path, encoding="utf-8") as file:
        learn("zh", file.read())


def say(language, template, **values):
    """The sentence in the page's language, as plain text."""
    return TRANSLATIONS[language].get(template, template).format(**values)


def html(language, sentence, **values):
    """The same as HTML: values that are not HTML yet are escaped."""
    found = escaped(language, sentence)
    return found(**values) if callable(found) else found


def joined(language, *sentences):
    """Sentences one after the other, as plain text."""
    return str.join(SPACE[language], filter(None, sentences))


def sentences(language, *sentences):
    """The same as HTML."""
    return SPACE[language].join(filter(None, sentences))
