"""Pages that may stand in a frame of another site, and the code to copy for them."""

import re
from pathlib import Path
from types import SimpleNamespace

import material

from live.calculator.citing import frame
from live.shared.markup import tag
from live.shared.words import say
from publish import citation
from publish.browser import assets
from publish.pages import mathematics

TEMPLATE = "embed/index.html"  # the calculator, and the shell of the others
PAGES = {
    "exercises": "Gatecount: exercises",
    "worksheet": "Gatecount: worksheet",
    "slides": "Gatecount: slides",
}
CALCULATOR = "Gatecount: how many parameters a layer has"
# Material's style sheets bear a hash in their names.
STYLES = Path(material.__file__).parent / "templates/assets/stylesheets"
RELATIVE = re.compile(r'(\s[\w-]+=")(\.\.?/[^"]*")')


def context(language, scripts):
    """What the template needs beside MkDocs' own values."""
    styles = [
        f"assets/stylesheets/{path.name}"
        for name in ("main", "palette")
        for path in STYLES.glob(f"{name}.*.min.css")
    ]
    return {
        "title": say(language, CALCULATOR),
        "whole": say(language, "Open the whole page"),
        "version": citation.VERSION,
        "styles": styles,
        "scripts": scripts,
        "of": "calculator/",
    }


def write(env, config, page):
    """The page at embed/NAME/, without what surrounds it on the site."""
    name = page.url.strip("/")
    framed = SimpleNamespace(
        url=f"embed/{page.url}",
        title=page.title,
        meta=page.meta,
        canonical_url=page.canonical_url,
        content=RELATIVE.sub(rf"\1../../{page.url}\2", page.content),
    )
    title = say(config.theme["language"], PAGES[name])
    embedded = env.globals["embedded"] | {"title": title, "of": page.url}
    template = env.get_template(page.meta.get("template", TEMPLATE))
    text = template.render(
        config=config, page=framed, embedded=embedded, framed=True, base_url=""
    )
    target = Path(config.site_dir) / framed.url / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(mathematics.render(assets.styled(text)), encoding="utf-8")


def snippet(address, language, name=""):
    """The frame's code, to copy; `address` is that of the language's root."""
    title = say(language, PAGES.get(name, CALCULATOR))
    code = frame(f"{address}embed/{name and f'{name}/'}", language, title)
    label = f"{say(language, 'The text to copy')}: {title}"
    return tag(
        '<textarea class="gc-copied" data-frame="{}" readonly rows="4" '
        'aria-label="{}">{}</textarea>'
    )(name or "calculator", label, code)
