"""Nothing on a page is typed that a program can print or check."""

import re
from functools import cache
from textwrap import dedent
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from gatecount import count
from live.calculator.answer import answer
from tests.docs.arithmetic import plain_chains, tex_chains, value
from tests.pages import INCLUDE, LANGUAGES, ROOT, SITE, Page, included, pages, texts

NUMBER = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)|(?<![\d.])\d{3,}(?![\d.]\d)"
)
DIGITS = re.compile(r"\d(?:[\d,]*\d)?")
YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!,\d)")


def normal(text):
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def test_every_block_is_one_include(page, tally):
    """Nobody types code or output into a page."""
    for title, lines in page.fences:
        assert len(lines) == 1 and INCLUDE.match(lines[0]), (title, lines)
    tally["code and output blocks that are includes"] += len(page.fences)


# A notebook's blocks are its own cells: see test_notebooks.py.
@pytest.mark.parametrize("page", [p for p in pages() if not p.is_notebook], ids=str)
def test_built_blocks_are_the_files(page, tally):
    """What the reader sees is, to the letter, the file that was run."""
    # The program page's editor and output are judged in test_program_page.py.
    blocks = page.article.find_all("pre")
    blocks = [each for each in blocks if not each.find_parent(class_="gc-program")]
    shown = [normal(block.get_text()) for block in blocks]
    files = [INCLUDE.match(lines[0])[1] for _, lines in page.fences]
    wanted = [normal(dedent(included(file))) for file in files]
    assert shown == wanted
    tally["built blocks equal to their files"] += len(shown)


def test_output_stands_under_its_program(page):
    """Each output follows the program that printed it, and says what printed it."""
    references = [each for each in page.includes if each.startswith("snippets/")]
    assert len(references) % 3 == 0
    for k in range(0, len(references), 3):
        program, output, by = references[k : k + 3]
        stem = program.removesuffix(".py")
        assert (output, by) == (f"{stem}.txt", f"{stem}.by")


def test_every_snippet_is_taught():
    """A program that no page shows is not part of the site."""
    shown = {reference for page in pages() for reference in page.includes}
    for program in (ROOT / "snippets").glob("*.py"):
        assert f"snippets/{program.name}" in shown


def test_versions_are_those_of_the_run(page):
    for by in page.article.select("p.by"):
        assert re.search(r"\d+\.\d+|Python", by.get_text())


def test_equations_hold(page, tally):
    """Every numeric equation, in TeX and in the text, is true."""
    chains = [chain for tex in page.formulas for chain in tex_chains(tex)]
    chains += plain_chains(page.prose.get_text(" "))
    for chain in chains:
        values = [value(member) for member in chain]
        assert len(set(values)) == 1, f"{page}: {' = '.join(chain)} is {values}"
    tally["numeric equations evaluated"] += len(chains)


def test_equations_are_found():
    """The search for equations is itself able to fail."""
    assert list(tex_chains(r"\gate{f}{15 \times 10 + 10} = 161 \tag{1}")) == [
        ["15 * 10 + 10", "161"]
    ]
    assert value("15 * 10 + 10") == 160
    assert list(plain_chains("so 2 × 640 = 1,280.")) == [["2 * 640", "1280."]]
    aligned = (
        r"\begin{aligned} & 4 \times \bigl(15 \times 10 + 10\bigr) \\ "
        r"={}& \mathbf{1{,}640}\end{aligned}"
    )
    assert [len(chain) for chain in tex_chains(aligned)] == [2]
    lines = r"\begin{aligned} 2 + 3 &= 5 \\[1em] 5 + 1 &= 7 \end{aligned}"
    assert list(tex_chains(lines)) == [["2 + 3", "5"], ["5 + 1", "7"]]


# What Python has drawn or counted while the site was built.
COMPUTED = """.output pre, figure, [data-figure], [data-calculator], [data-live],
    [data-evidence], [data-answer], .gc-program"""
BLOCKS = "p, li, dt, dd, tr, summary, label, h1, h2, h3, h4"


@cache
def home(page):
    """The numbers that a page prints, computes or counts by itself."""
    found = {count("LSTM(10)", input_shape=(13, 5)).total}
    for reference in page.includes:
        found |= numbers(included(reference))
    for computed in page.article.select(COMPUTED):
        found |= numbers(computed.get_text(" "))
    chains = [chain for tex in page.formulas for chain in tex_chains(tex)]
    for chain in [*chains, *plain_chains(page.article.get_text(" "))]:
        found |= {int(value(member)) for member in chain}
        found |= {number for member in chain for number in numbers(member)}
    return found


def linked(page, block):
    """The numbers that the links of a block lead to: a page's, a calculator's."""
    homes, found = {each.address: each for each in pages()}, set()
    for link in block.find_all("a", href=True):
        address = urlsplit(urljoin(page.address, link["href"]))
        if address.path in homes:
            found |= home(homes[address.path])
        if fields := dict(parse_qsl(address.query)):
            found |= numbers(" ".join(fields.values()))
            found.add(int(answer(fields, page.language).get("total") or 0))
    return found


def test_numbers_in_the_text_come_from_somewhere(page, tally):
    """A number of three digits or more is printed, computed or counted on its own page.

    Or it stands beside a link to where it is, or to the source that is quoted. Years
    are none, nor are the wrong numbers that a page strikes through.
    """
    prose = page.prose
    for heading in ("further-reading", "cite"):
        for each in after(prose.find(id=heading)):
            each.extract()
    for each in prose.select(f"s, {COMPUTED}"):
        each.extract()
    for block in prose.select(BLOCKS):
        if block.select(BLOCKS) or block.select("a[href^=http]"):
            continue
        stated = numbers(YEAR.sub("", block.get_text(" "))) - home(page)
        if stated and block.name[0] == "h":  # its section says where it comes from
            stated -= set().union(*(linked(page, each) for each in after(block)))
        stated -= linked(page, block)
        assert not stated, f"{page}: {sorted(stated)} come from nowhere: {block}"
    tally["numbers in the text traced to a program"] += len(numbers(prose.get_text()))


def numbers(text):
    return {int(match.replace(",", "")) for match in NUMBER.findall(text)}


def after(heading):
    """The heading's section: what follows up to the next of its level."""
    section = []
    for each in heading.find_next_siblings() if heading else ():
        if each.name == heading.name:
            break
        section.append(each)
    return section


BOXES = """p, li, td, th, dt, dd, div, label, button, output, svg, figcaption,
    h1, h2, h3, h4"""


@pytest.mark.parametrize("page", [p for p in pages() if p.language == "zh"], ids=str)
def test_chinese_typography(page):
    """A space between Han and Latin, full-width punctuation after Han."""
    soup = BeautifulSoup(str(page.prose), "html.parser")
    # Links and strong words are of their sentence, what stands in a box is not.
    for each in soup.select(BOXES):
        each.insert(0, "\0")
        each.append("\0")
    wrong = re.findall(
        r".{0,9}(?:[一-鿿][A-Za-z0-9]|[A-Za-z0-9%][一-鿿]|[一-鿿][,;:?!](?!\d)).{0,9}",
        soup.get_text(),
    )
    assert not wrong, wrong


# The word of the original title, for readers who search for it.
EXPLAINED = {"about", "index", "units", "questions"}


def test_neurons_are_parameters(page):
    """The word of the original title occurs where it is explained, only there."""
    word = "神经元" if page.language == "zh" else "neuron"
    assert page.name in EXPLAINED or word not in page.article.get_text()


FACTS = {
    "S1": ("unrolled", ["h_{t-1}", "x_t", "fig-unrolled"]),
    "S2": ("sample", ["(13, 5)", "pmatrix", "a_{13}^5"]),
    "S3": ("sample", ["LSTM(10)", r"5 \to 10", r"13 \times 10", "return_sequences"]),
    "S4": ("one-step", ["13", "time-steps"]),
    "S5": (
        "forget-gate",
        ["10 + 5 = 15", r"15 \times 10", r"1 \times 10", "= 160", r"\tag{1}"],
    ),
    "S6": ("cell-state-decide", [r"2 \times (15 \times 10 + 10) = 320 \tag{2}"]),
    "S7": ("cell-state-apply", [r"\odot", "<strong>0</strong>"]),
    "S8": ("output-gate", [r"\gate{o}{15 \times 10 + 10} = 160 \tag{3}"]),
    "S9": ("sum", ["(1)", "(2)", "(3)", "160", "320", "= 640"]),
    "S10": ("sum", [r"4 \times \bigl((n + m) \times m + m\bigr)"]),
    "S11": (
        "keras",
        [
            "lstm_8 (LSTM)",
            "(None, 10)",
            "Total params: 640",
            "Trainable params: 640",
            "Non-trainable params: 0",
            "=" * 81,
        ],
    ),
    "S12": ("further-reading", ["colah.github.io", "推荐给初学 LSTM"]),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS)
def test_the_article_teaches(fact, language, tally):
    """Every row of the source article stands in its section, in both languages."""
    heading, wanted = FACTS[fact]
    page = Page(language, "index")
    found = page.article.find(id=heading)
    level = int(found.name[1])
    section = "".join(str(each) for each in following(found, level))
    section = section.replace("&amp;", "&")
    for piece in wanted:
        assert piece in section, f"{fact}: {piece} is not in #{heading}"
    tally["facts of the article found"] += 1


def following(heading, level):
    for each in heading.find_next_siblings():
        if re.fullmatch("h[1-6]", each.name) and int(each.name[1]) <= level:
            return
        yield each


def test_heading_ids_are_explicit_ascii(page):
    ids = [each["id"] for each in page.article.find_all(re.compile("h[1-6]"))]
    assert ids == [each for each in ids if re.fullmatch("[a-z][a-z0-9-]*", each)]
    assert len(ids) == len(set(ids))


def test_all_ids_are_unique(page):
    ids = [each["id"] for each in page.html.find_all(id=True)]
    assert len(ids) == len(set(ids)), [each for each in ids if ids.count(each) > 1]


def test_figures_say_what_they_show(page, tally):
    """A text alternative in the page's language; symbols alone inside."""
    for figure in page.article.find_all("figure"):
        label = figure["aria-label"]
        assert len(label) > 20 and figure.find("figcaption").get_text(strip=True)
        assert bool(re.search("[一-鿿]", label)) is (page.language == "zh")
        assert not re.search("[一-鿿]", figure.svg.get_text())
        for drawn in figure.svg.find_all("text", class_="number"):
            if not drawn.find(class_="var"):  # a formula has no number to say
                said, shown = (
                    set(DIGITS.findall(each)) for each in (label, drawn.text)
                )
                assert shown <= said, (label, drawn.text)
        tally["figures with a text alternative"] += 1


def test_a_style_sheet_is_asked_for_once(page):
    """Twice, each of its rules is matched twice whenever something moves."""
    sheets = [link["href"] for link in page.html.select("link[rel=stylesheet]")]
    assert len(sheets) == len({*sheets})


def test_nothing_points_to_another_host(page):
    """Pages load scripts, styles, fonts and pictures from their own host."""
    for tag, attribute in (("script", "src"), ("link", "href"), ("img", "src")):
        for each in page.html.find_all(tag):
            if each.get("rel") in (["canonical"], ["schema.DC"], ["schema.DCTERMS"]):
                continue  # names, which no browser fetches
            address = each.get(attribute, "")
            assert not re.match(r"(?:https?:)?//", address), address


def test_links_lead_somewhere(page, tally):
    """Every link inside the site, and its fragment, exists."""
    for link in page.article.find_all("a", href=True):
        href = link["href"]
        if re.match(r"https?:|mailto:", href):
            continue
        path, _, fragment = href.partition("#")
        path = path.partition("?")[0]
        here = SITE / page.address.strip("/")
        target = (here / path).resolve() if path else here
        file = target / "index.html" if target.is_dir() else target
        assert file.is_file(), href
        if fragment and not fragment.startswith("program="):  # holds a program
            assert f'id="{fragment}"' in file.read_text(encoding="utf-8"), href
        tally["inner links followed"] += 1


def test_links_fill_in_the_calculator(page, tally):
    """What a link puts into the form is understood, all of it."""
    for link in page.article.select("a[href*='calculator/?']"):
        fields = dict(parse_qsl(urlsplit(link["href"]).query))
        understood = answer(fields, page.language)
        assert understood["ok"], (link["href"], understood["error"])
        assert fields.items() <= understood["controls"]["fields"].items(), link["href"]
        tally["links that fill in the calculator"] += 1


@pytest.mark.parametrize("page", texts(), ids=str)
def test_the_header_names_the_page_as_its_heading_does(page):
    topic = page.html.select(".md-header__topic")[-1].get_text(strip=True)
    heading = page.article.h1.find_all(string=True)
    assert topic == "".join(each for each in heading if each != "¶").strip()
