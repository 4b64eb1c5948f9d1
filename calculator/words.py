"""The sentences of calculator and engine in the page's language.

The English sentence is the key, so that English needs no file.
"""

import json
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
TRANSLATIONS = {
    "zh": {
        sentence: translated
        for path in sorted((HERE / "zh").glob("*.json"))
        for sentence, translated in json.loads(path.read_text("utf-8")).items()
    },
    "en": {},
}


def say(language, template, **values):
    """The sentence in the page's language, as plain text."""
    return TRANSLATIONS[language].get(template, template).format(**values)


def html(language, template, **values):
    """The same as HTML; the values are HTML already."""
    sentence = TRANSLATIONS[language].get(template, template)
    return escape(sentence, quote=True).format(**values)
