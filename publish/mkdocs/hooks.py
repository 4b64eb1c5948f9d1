"""MkDocs hooks: what is peculiar to MkDocs stands here and in theme/."""

import re
from functools import partial
from html import unescape
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.utils import get_relative_url, normalize_url

from figures import drawn
from figures.chain import chain
from figures.growth import growth
from figures.history import history
from figures.layers import layers
from figures.live import (
    biases,
    both,
    build,
    conventions,
    grow,
    guess,
    hands,
    step,
    weights,
)
from figures.orders import orders
from figures.recurrences import recurrences
from figures.steps import steps
from figures.units import units
from gatecount import count
from live.calculator.page import calculator
from live.clinic import clinic
from live.conventions import strip
from live.count.drawing import draw
from live.home.page import entrances
from live.inverse import budget, pairs
from live.practise import page as exercise_page
from live.program.page import page as program
from live.shared.markup import Html, join, tag
from live.worksheet import worksheet
from publish import citation
from publish.browser import assets, python
from publish.mkdocs import accessible, notebooks, search
from publish.pages import (
    card,
    citing,
    embed,
    metadata,
    qr,
    runs,
    sheet,
    slides,
    texts,
    versions,
)
from publish.pages.evidence import evidence
from publish.pages.examples import examples
from publish.pages.mathematics import render
from publish.pages.software import software
from publish.site import offline

# Built into site/, both languages share one folder of assets beside them; a
# single language that is being written carries its own.
shared = "../"

STYLES = ("katex/katex.min.css", "figures/gates.css", "calculator/calculator.css")
LIVE_SCRIPTS = tuple(f"calculator/{each}" for each in assets.SCRIPTS)
SCRIPTS = ("page/page.mjs", *LIVE_SCRIPTS)

# <div data-place="weights" data-code="LSTM(10)" data-input-shape="13,5"></div>
PLACE = re.compile(r'<div ([^>]*\bdata-place="(\w+)"[^>]*)></div>')
ATTRIBUTE = re.compile(r'data-([\w-]+)="([^"]*)"')
LIVE = {
    "strip": (strip,),
    "inverse": (pairs, budget),
    "clinic": (clinic,),
    "worksheet": (worksheet,),
}
# Those that a reader moves; each has a script of its name.
MOVED = {
    "biases": biases,
    "both": both,
    "build": build,
    "conventions": conventions,
    "grow": grow,
    "guess": guess,
    "hands": hands,
    "step": step,
    "squares": weights,
}
PASTED = '<div class="gc gc-program"'
# What needs the whole width; said before it comes, or the page would jump.
WIDE = re.compile(
    r'class="(fig-beside|gc gc-program)"|data-(calculator="full|live="clinic)"'
)
FIGURES = {
    "sample": lambda shape, codes, counts: drawn.sample(*shape),
    "product": lambda shape, codes, counts: drawn.product(counts[0].cells[0]),
    "weights": lambda shape, codes, counts: draw(counts[0])[0],
    "layers": lambda shape, codes, counts: layers(shape, counts),
    "chain": chain,
    "steps": lambda shape, codes, counts: steps(shape, counts[0]),
    "units": lambda shape, codes, counts: units(counts[0]),
}
# Those that need no layer from the page.
DRAWINGS = {
    "growth": growth,
    "history": history,
    "orders": orders,
    "recurrences": recurrences,
}
# Fields, and what leads to a page.
UNSAID = {
    "entrances",
    "exercise",
    "exercises",
    "embed",
    "fresh",
    "keep",
    "program",
    "qr",
}


def on_startup(command, dirty):
    global shared
    shared = "" if command == "serve" else "../"


def on_config(config):
    language = config.theme["language"]
    config.site_url = f"{config.site_url.rstrip('/')}/{language}/"
    config.edit_uri_template = (
        f"{config.extra['repository']}/edit/main/docs/{language}/{{path}}"
    )
    config.copyright += f" · {citation.VERSION}"
    config.theme.static_templates.add(embed.TEMPLATE)
    config.extra_css[:0] = [f"{shared}assets/{each}" for each in STYLES]
    config.extra_javascript += [module(f"{shared}assets/{each}") for each in SCRIPTS]
    config.extra["shared"] = shared
    config.extra["slides"] = f"{shared}assets/slides/"
    return config


def on_env(env, config, files):
    framed = ("page/framed.mjs", *LIVE_SCRIPTS)
    scripts = [f"{shared}assets/{each}" for each in framed]
    env.globals["embedded"] = embed.context(config.theme["language"], scripts)
    for name in embed.PAGES:
        embed.write(env, config, files.get_file_from_path(f"{name}.md").page)
    return env


def module(path):
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def on_page_content(html, page, config, files):
    if notebooks.is_notebook(page):
        html = notebooks.tidy(html, page, config.mdx_configs["toc"]["permalink_title"])
    elif slides.is_deck(page):
        html = slides.sections(html)
    return search.spare(programs(fill(html, config, page), config, page))


def programs(html, config, page):
    """The page with buttons under its programs, but for slides."""
    if slides.is_deck(page):
        return html
    room = normalize_url(f"{shared}assets/calculator/", page, "..")
    editor = get_relative_url("program/", page.url)
    size = python.size(config.theme["language"], program=True)
    language = config.theme["language"]
    elsewhere = runs.hosts(config.extra["notebooks"], config.extra["ai_studio"])
    return runs.runnable(html, language, editor, room, size, elsewhere)


def fill(html, config, page):
    """The page with its live parts and drawings; `page` is None for a template."""
    return PLACE.sub(lambda match: place(config, page, html, *match.groups()), html)


def in_text(config, page, text, said):
    """The text of a page with what its live parts say; a drawing has a label."""

    def part(match):
        drawn = match[2] in {*FIGURES, *DRAWINGS, *MOVED, *UNSAID}
        return "" if drawn else said(place(config, page, page.content, *match.groups()))

    return PLACE.sub(part, text)


def heading(html, name):
    """The text of the heading with this id."""
    found = re.search(rf'<h\d id="{name}"[^>]*>(.*?)(?:<a |</h)', html, re.S)
    return unescape(re.sub("<[^>]+>", "", found[1]).strip()) if found else ""


def place(config, page, whole, attributes, kind):
    """What stands where a page, the `whole`, says `data-place`."""
    given = dict(ATTRIBUTE.findall(attributes))
    language = config.theme["language"]
    size = python.size(language, program=kind == "program")
    room = normalize_url(f"{shared}assets/calculator/", page, "..")
    if kind == "calculator":
        site = citation.of_results(config.site_url)
        html = calculator(language, given["kind"], size, site)
        # At once, where a page is about it: the others wait until all is there.
        soon = tag('<script type="module" async src="{}{}"></script>')
        soon = soon(room, assets.CALCULATOR)
        return html + soon if given["kind"] == "full" else html
    if kind == "entrances":
        return dressed(entrances(language), f"{room}entrances.css",
                       room + assets.ENTRANCES)  # fmt: skip
    if kind == "cite":
        return citing.reference(work_of(page, config))
    if kind == "software":
        return software(language)
    if kind == "versions":
        return versions.place(page)
    if kind == "handout":
        return versions.handout(page, language)
    if kind == "keep":
        return offline.button(language, python.size(language, program=True))
    if kind == "deck":
        return versions.deck(page, language)
    if kind == "qr":
        address = f"{config.site_url}{given['to']}"
        if "stops" in given:
            return qr.stops(language, address, int(given["stops"]))
        return qr.place(language, address)
    if kind == "embed":
        return embed.snippet(config.site_url, language, given.get("name", ""))
    if kind == "program":
        return dressed(program(language, examples(), size), f"{room}program.css",
                       room + assets.PROGRAM)  # fmt: skip
    if kind in LIVE:
        base = get_relative_url("calculator/", page.url)
        return "".join(each.place(language, base, size) for each in LIVE[kind])
    if kind in MOVED:
        more = {name: value for name, value in given.items() if name != "place"}
        return moved(kind, page, language, more)
    if kind == "exercises":
        script = tag('<script type="module" src="{}{}"></script>')
        return exercise_page.progress(language) + script(room, assets.EXERCISES)
    if kind == "exercise":
        base = get_relative_url("clinic/", page.url)
        return exercise_page.form(
            language, given["name"], base, heading(whole, given["name"])
        )
    if kind == "fresh":
        base = get_relative_url("clinic/", page.url)
        return exercise_page.fresh(language, base)
    if kind == "answer":
        return exercise_page.answer(language, given["name"])
    if kind in DRAWINGS:
        return DRAWINGS[kind]()
    if kind == "evidence":
        return evidence(language)
    shape = tuple(map(int, given["input-shape"].split(",")))
    codes = [code.strip() for code in given["code"].split(";")]
    return FIGURES[kind](shape, codes, list(counted_in_turn(codes, shape)))


def moved(kind, page, language, more):
    """A figure that moves, with its style sheet and its script."""
    room = normalize_url(f"{shared}assets/figures/", page, "..")
    root = get_relative_url("clinic/", page.url).removesuffix("clinic/")
    script = MOVED[kind].__name__.rpartition(".")[2]
    figure = MOVED[kind].place(language, root, **more)
    return dressed(figure, f"{room}live.css", f"{room}{script}.mjs")


def dressed(part, style, script):
    return tag(
        '<link rel="stylesheet" href="{}">{}<script type="module" src="{}"></script>'
    )(style, part, script)


def counted_in_turn(codes, shape):
    """The count of each layer, when each reads what the one before returns."""
    for code in codes:
        counted = count(code, input_shape=shape)
        yield counted
        shape = counted.output_shape[1:]


def on_page_context(context, page, config, nav):
    work = work_of(page, config)
    language = work.language
    [other] = set(citation.LANGUAGES) - {language}
    root = config.site_url.removesuffix(f"{language}/")
    twin = f"{root}{other}/{page.url}"
    context["metadata"] = metadata.head(work, twin, config.site_url)
    context["citing"] = citing.box(work)
    return context


def work_of(page, config):
    """The page as a work to cite."""
    return citation.Work(
        title=page.meta.get("title", page.title),
        site=config.site_name,
        name=page.url.strip("/"),
        language=config.theme["language"],
        address=page.canonical_url,
        description=page.meta["description"],
    )


def on_post_page(output, page, config):
    citing.write(work_of(page, config), Path(page.file.abs_dest_path).parent)
    texts.write(page, config, page.content, partial(in_text, config, page))
    output = assets.styled(output)
    if slides.is_deck(page):
        return render(output)
    # Search has read the page by now, so a formula is not in its index thrice.
    output = accessible.mend(render(output), search=config.extra["search"])
    output = search.delay(accessible.named(output))
    if WIDE.search(output):
        output = output.replace("<body ", "<body data-wide ", 1)
    if 'data-calculator="full"' in output:
        return hurry(output, page, assets.WORKER)
    return hurry(output, page, assets.PROGRAM_WORKER) if PASTED in output else output


def hurry(html, page, worker, base=""):
    """Start Python while the rest of the page is still on its way."""
    address = normalize_url(f"{shared}assets/calculator/{worker}", page, base)
    script = tag('<script data-worker="{}">{}</script>')(address, Html(assets.HURRY))
    early = re.findall(r'<script type="module" async src="([^"]*)"', html)
    script += join(map(tag('<link rel="modulepreload" href="{}">'), early))
    return html.replace("</title>", tag("</title>{}")(script), 1)


def on_post_template(output, template_name, config):
    if template_name == "404.html":
        output = accessible.mend(output, search=config.extra["search"])
        output = search.delay(output)
    if template_name == embed.TEMPLATE:
        output = assets.styled(render(fill(output, config, None)))
        output = hurry(output, None, assets.WORKER, "..")
    return output


def on_post_build(config):
    if not shared:
        assets.copy(Path(config.site_dir) / "assets")
    notebooks.publish(config)
    texts.write_list(config)
    search.split(Path(config.site_dir))
    card.write(Path(config.site_dir), config.theme["language"])
    sheet.write(Path(config.site_dir), config.theme["language"])
