"""The sentences of calculator and engine in the page's language.

The English sentence is the key, so that English needs no file.
"""

import json
from html import escape
from pkgutil import get_data

# Files of zh/, one for each room. In the browser they lie in an archive.
AREAS = (
    "calculator",
    "carried",
    "citing",
    "engine",
    "evidence",
    "figures",
    "pasted",
    "practise",
    "program",
    "program_page",
    "torch_program",
)

TRANSLATIONS = {
    "zh": {
        sentence: translated
        for area in AREAS
        for sentence, translated in json.loads(
            get_data(__package__, f"zh/{area}.json")
        ).items()
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


def joined(language, *sentences):
    """Sentences one after the other: Chinese has no space between them."""
    return ("" if language == "zh" else " ").join(filter(None, sentences))
