"""What machines read in a page's head: Dublin Core, Open Graph, JSON-LD, Highwire.

Zotero takes authors, date and licence of a web page from Dublin Core together
with `og:type`; Highwire tags on every page would make it a journal article.
"""

from live.shared.markup import script, tag
from live.shared.words import say
from publish.citation import AUTHORS, DATE, LANGUAGES, LICENSE, VERSION
from publish.pages import card, texts

LOCALES = {"zh": "zh_CN", "en": "en_US"}
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"


def head(work, twin, home):
    """`twin` is the address of the page in the other language, `home` the root's."""
    pairs = [*dublin_core(work), *open_graph(work), *picture(work.language, home)]
    if not work.name:
        pairs += highwire(work)
    meta = tag('<meta {}="{}" content="{}">')
    return tag("\n").join(
        [
            tag('<link rel="schema.DC" href="{}">')(DC),
            tag('<link rel="schema.DCTERMS" href="{}">')(DCTERMS),
            *(
                meta("property" if name.startswith("og:") else "name", name, content)
                for name, content in pairs
            ),
            tag('<script type="application/ld+json">\n{}\n</script>')(
                script(linked_data(work, twin, home))
            ),
        ]
    )


def dublin_core(work):
    return [
        ("DC.title", work.title),
        *(("DC.creator", name) for name in AUTHORS),
        ("DC.date", DATE),
        ("DC.language", LANGUAGES[work.language]),
        ("DC.description", work.description),
        ("DC.identifier", work.permalink),
        ("DC.publisher", work.site),
        ("DC.rights", LICENSE),
        ("DC.type", "InteractiveResource"),
        ("DC.format", "text/html"),
        ("DCTERMS.hasVersion", VERSION),
    ]


def open_graph(work):
    return [
        ("og:type", "website"),
        ("og:site_name", work.site),
        ("og:title", work.title),
        ("og:description", work.description),
        ("og:url", work.address),
        ("og:locale", LOCALES[work.language]),
        *(
            ("og:locale:alternate", locale)
            for language, locale in LOCALES.items()
            if language != work.language
        ),
    ]


def picture(language, home):
    """What a chat shows beside a link to any page of this language."""
    squares = say(language, "All parameters of LSTM(10) as squares, in four colours.")
    return [
        ("og:image", f"{home}{card.NAME}"),
        ("og:image:type", "image/png"),
        ("og:image:width", card.WIDTH),
        ("og:image:height", card.HEIGHT),
        ("og:image:alt", squares),
        ("twitter:card", "summary_large_image"),
        ("twitter:image:alt", squares),
    ]


def highwire(work):
    return [
        ("citation_title", work.title),
        *(("citation_author", name) for name in AUTHORS),
        ("citation_publication_date", f"{DATE:%Y/%m/%d}"),
        ("citation_language", LANGUAGES[work.language]),
        ("citation_publisher", work.site),
        ("citation_public_url", work.permalink),
    ]


def linked_data(work, twin, home):
    """schema.org: the Chinese page came first, the English one is its translation."""
    relation = "workTranslation" if work.language == "zh" else "translationOfWork"
    return {
        "@context": "https://schema.org",
        "@type": ["WebPage", "LearningResource"],
        "@id": work.address,
        "url": work.address,
        "name": work.title,
        "description": work.description,
        "inLanguage": LANGUAGES[work.language],
        "author": [{"@type": "Organization", "name": name} for name in AUTHORS],
        "datePublished": DATE.isoformat(),
        "dateModified": DATE.isoformat(),
        "version": VERSION,
        "identifier": work.permalink,
        "license": LICENSE,
        "isAccessibleForFree": True,
        # No link in the head: Material would take it for a page of another language.
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "text/markdown",
            "contentUrl": f"{work.address}{texts.NAME}",
        },
        "educationalUse": ["instruction", "self study", "assignment"],
        "educationalLevel": "higher education",
        "learningResourceType": "interactive tutorial",
        "about": ["LSTM", "recurrent neural network", "parameter count"],
        relation: {"@type": "WebPage", "@id": twin},
        "isPartOf": {
            "@type": "WebSite",
            "@id": home,
            "name": work.site,
            "url": home,
            "inLanguage": LANGUAGES[work.language],
        },
    }
