"""The sentences of calculator and engine in the page's language.

The English sentence is the key, so that English needs no file.
"""

import json
from glob import glob
from html import escape
from os.path import abspath

TRANSLATIONS: dict[str, dict[str, str]] = {"zh": {}, "en": {}}


def learn(language: str, sentences: str) -> None:
    """Take in the translations of a JSON text: in the browser, of what came along."""
    TRANSLATIONS[language].update(json.loads(sentences))


# Each room has its own; no archive that a browser fetches has them.
ROOT = abspath(f"{__file__}/../../..")
FILES = sorted(glob(f"{ROOT}/*/zh/*.json") + glob(f"{ROOT}/live/*/zh/*.json"))
for path in FILES:
    with open(path, encoding="utf-8") as file:
        learn("zh", file.read())


def say(language, template, **values):
    """The sentence in the page's language, as plain text."""
    return TRANSLATIONS[language].get(template, template).format(**values)


def html(language, template, **values):
    """The same as HTML; the values are HTML already."""
    sentence = TRANSLATIONS[language].get(template, template)
    return escape(sentence, quote=True).format(**values)


def joined(language, *sentences):
    """Sentences one after the other: Chinese has no space between them."""
    return ("" if language == "zh" else " ").join(filter(None, sentences))
