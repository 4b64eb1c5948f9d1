"""Every page can be cited: what it offers is read back by others' libraries."""

import json
import re
import struct
from urllib.parse import urlsplit

import bibtexparser
import extruct
import pytest
import rispy
from bs4 import BeautifulSoup
from cffconvert.cli.create_citation import create_citation
from playwright.sync_api import expect

from publish.citation import AUTHORS, CFF, DATE, VERSION, of_results
from publish.pages import card
from tests.pages import LANGUAGES, ROOT, SITE, Page, pages

HAN = re.compile("[一-鿿]")
# The share of each colour in the picture that is shown.
COLOURS = """() => {
  const [image] = document.images, { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height), shares = {};
  for (let at = 0; at < data.length; at += 4) {
    const hex = [...data.slice(at, at + 3)].map((n) => n.toString(16).padStart(2, 0));
    const colour = "#" + hex.join("");
    shares[colour] = (shares[colour] ?? 0) + 4 / data.length;
  }
  return shares;
}"""


def test_the_citation_file_is_valid():
    citation = create_citation(str(ROOT / "CITATION.cff"), None)
    citation.validate()
    assert citation.as_bibtex() and citation.as_ris() and citation.as_apalike()


def test_an_invalid_citation_file_is_seen(tmp_path):
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    (tmp_path / "CITATION.cff").write_text(text.replace("title:", "titel:"))
    with pytest.raises(Exception, match="title"):
        create_citation(str(tmp_path / "CITATION.cff"), None).validate()


def test_zenodo_says_the_same():
    zenodo = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    assert zenodo["title"] == CFF["title"] and zenodo["version"] == VERSION
    assert zenodo["publication_date"] == DATE.isoformat()
    assert [each["name"] for each in zenodo["creators"]] == AUTHORS
    assert zenodo["keywords"] == CFF["keywords"]
    assert zenodo["license"].upper() in CFF["license"]
    assert zenodo["description"].split() == CFF["abstract"].split()
    assert zenodo["upload_type"] == "software" and zenodo["access_right"] == "open"


# --- what a reader copies -------------------------------------------------------


def texts(page):
    """name -> text, as the Cite box shows it."""
    entries = page.html.select(".gc-cite dd")
    names = [each["id"].removeprefix("cite-") for each in page.html.select("dt[id]")]
    return dict(zip(names, (each.pre.get_text() for each in entries), strict=True))


def title(page):
    return page.html.find("meta", property="og:title")["content"]


def permalink(page):
    return page.html.select_one(".gc-cite p a")["href"]


def test_the_permalink_names_version_and_page(page):
    path = urlsplit(permalink(page)).path
    assert path == f"/v/{VERSION}{page.address}"


def test_bibtex_is_read_back(page, tally):
    for text in (texts(page)["bibtex"], beside(page, "cite.bib")):
        [entry] = bibtexparser.loads(text).entries
        assert re.sub(r"[{}\\]", "", entry["title"]) == title(page)
        assert entry["author"] == f"{{{AUTHORS[0]}}}"
        assert (entry["year"], entry["version"]) == (str(DATE.year), VERSION)
        assert entry["url"] == permalink(page)
        assert re.fullmatch(r"[a-z0-9-]+", entry["ID"])
    tally["BibTeX entries read back"] += 1


def test_bibtex_keys_differ():
    keys = [re.search(r"{(.+),", texts(page)["bibtex"])[1] for page in pages()]
    assert len(keys) == len(set(keys))


def test_ris_is_read_back(page, tally):
    for text in (texts(page)["ris"], beside(page, "cite.ris")):
        [entry] = rispy.loads(text)
        assert entry["title"] == title(page) and entry["authors"] == AUTHORS
        assert entry["year"] == str(DATE.year) and entry["edition"] == VERSION
        assert entry["urls"] == [permalink(page)]
        assert entry["type_of_reference"] == "ELEC"
    tally["RIS entries read back"] += 1


def beside(page, name):
    path = SITE / page.address.strip("/") / name
    return path.read_text(encoding="utf-8")


def test_apa_and_the_chinese_standard(page):
    apa, gbt = texts(page)["apa"], texts(page)["gbt"]
    for line in (apa, gbt):
        assert line.startswith(f"{AUTHORS[0]}. ") and title(page) in line
        assert VERSION in line and permalink(page) in line
    assert re.search(rf"\. \({DATE.year}, [A-Z][a-z]+ {DATE.day}\)\. ", apa)
    assert GBT.fullmatch(gbt), gbt


# Author. Title[EB/OL]. Edition. Publisher, year(changed)[accessed]. Address.
GBT = re.compile(
    rf"{AUTHORS[0]}\. .+\[EB/OL\]\. (?:{re.escape(VERSION)} 版|Version "
    rf"{re.escape(VERSION)})\. [^.]*Gatecount, {DATE.year}\({DATE}\)\[引用日期\]\. "
    r"http\S+\."
)


def test_a_result_is_cited_as_a_page_is():
    """One form of the Chinese standard, for a page and for what was computed."""
    from live.calculator.citing import citation
    from live.form.form import read

    site = of_results("https://h.example/zh/")
    reading = read({"code": "LSTM(10)", "input_shape": "13,5"})
    assert GBT.fullmatch(citation(reading, reading.count(), "zh", site))


def site_name(page):
    return page.html.find("meta", property="og:site_name")["content"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_box_copies(visit, language):
    tab = visit(f"/{language}/gru/", permissions=["clipboard-read", "clipboard-write"])
    tab.locator(".gc-cite summary").click()
    for name, text in texts(Page(language, "gru")).items():
        today = tab.evaluate("new Date().toLocaleDateString('sv')")
        button = tab.locator(f"#cite-{name} + dd button")
        button.click()
        expect(button).to_have_attribute("data-done", "")
        copied = tab.evaluate("navigator.clipboard.readText()")
        assert copied == text.replace("[引用日期]", f"[{today}]")
    with tab.expect_download() as file:
        tab.locator("a[href='cite.ris']").click()
    assert file.value.path().read_text(encoding="utf-8").startswith("TY  - ELEC")


def test_the_box_can_be_read_without_javascript(visit):
    tab = visit("/zh/gru/", java_script_enabled=False)
    tab.locator(".gc-cite summary").click()
    expect(tab.locator(".gc-cite pre").first).to_be_visible()
    expect(tab.locator(".gc-cite button").first).to_be_hidden()


# --- what a machine reads -------------------------------------------------------


def metadata(page):
    path = SITE / page.address.strip("/") / "index.html"
    html = path.read_text(encoding="utf-8")
    return extruct.extract(
        html, page.address, syntaxes=["json-ld", "dublincore", "opengraph"]
    )


def test_json_ld(page, tally):
    [data] = metadata(page)["json-ld"]
    address = page.html.find("link", rel="canonical")["href"]
    assert data["@type"] == ["WebPage", "LearningResource"]
    assert data["@id"] == data["url"] == address
    assert data["name"] == title(page) and data["version"] == VERSION
    assert [each["name"] for each in data["author"]] == AUTHORS
    assert data["datePublished"] == data["dateModified"] == DATE.isoformat()
    assert data["inLanguage"] == {"zh": "zh-Hans", "en": "en"}[page.language]
    assert data["license"].endswith("/by/4.0/")
    home = address[: address.index(f"/{page.language}/") + 4]
    assert data["isPartOf"]["@id"] == home
    relation = {"zh": "workTranslation", "en": "translationOfWork"}[page.language]
    twin = {"zh": "en", "en": "zh"}[page.language]
    assert data[relation]["@id"] == address.replace(f"/{page.language}/", f"/{twin}/")
    tally["JSON-LD read by extruct"] += 1


def test_dublin_core_and_open_graph(page):
    found = metadata(page)
    [dublin] = found["dublincore"]
    said = {each["name"].lower(): each["content"] for each in dublin["elements"]}
    assert said["dc.title"] == title(page) and said["dc.creator"] == AUTHORS[0]
    assert said["dc.date"] == DATE.isoformat()
    assert said["dc.rights"].endswith("/by/4.0/")
    assert said["dc.identifier"] == permalink(page)
    [graph] = found["opengraph"]
    graph = dict(graph["properties"])
    assert graph["og:type"] == "website" and graph["og:site_name"]
    assert graph["og:url"] == page.html.find("link", rel="canonical")["href"]
    assert graph["og:locale"] == {"zh": "zh_CN", "en": "en_US"}[page.language]


def test_a_link_in_a_chat_has_a_picture(page):
    """At an absolute address, as chat programs want it; a file of the right size."""
    graph = {
        each.get("property") or each.get("name"): each["content"]
        for each in page.html.find_all("meta", content=True)
    }
    home = graph["og:url"].partition(f"/{page.language}/")[0]
    assert graph["og:image"] == f"{home}/{page.language}/card.png"
    assert graph["twitter:card"] == "summary_large_image" and graph["og:image:alt"]
    data = (SITE / page.language / "card.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (1200, 630)
    assert graph["og:image:width"] == "1200" and graph["og:image:height"] == "630"


def test_the_picture_shows_four_gates_and_words(visit):
    """The share of each colour, as a browser paints it."""
    for language in LANGUAGES:
        tab = visit(f"/{language}/card.png", expect_errors=True)  # it has no icon
        shares = tab.evaluate(COLOURS)
        assert all(0.04 < shares[each] < 0.2 for each in card.COLOURS.values()), shares
        assert 0.02 < shares["#ffffff"] < 0.2 and shares["#16324f"] > 0.4
    assert len({(SITE / each / "card.png").read_bytes() for each in LANGUAGES}) == 2


def test_highwire_tags_on_homes_only(page):
    """On every page they would make Zotero save a journal article."""
    found = {
        each["name"]: each["content"]
        for each in page.html.find_all("meta", attrs={"name": re.compile("^citation_")})
    }
    if page.name != "index":
        assert not found
        return
    assert found["citation_title"] == title(page)
    assert found["citation_author"] == AUTHORS[0]
    assert found["citation_publication_date"] == f"{DATE:%Y/%m/%d}"
    assert found["citation_language"].startswith(page.language)


def described(page):
    return page.html.find("meta", attrs={"name": "description"})["content"]


def test_every_page_has_a_description(page):
    said = described(page)
    if page.language == "en":
        assert 50 <= len(said) <= 160 and not HAN.search(said), len(said)
    else:
        assert 25 <= len(HAN.findall(said)) <= 80, len(HAN.findall(said))


def test_descriptions_differ():
    said = [described(page) for page in pages()]
    assert len(said) == len(set(said))


def test_a_title_cannot_end_its_element():
    """Markup in a title stays data: in an attribute, and in JSON-LD."""
    from publish.citation import Work
    from publish.pages.metadata import head

    work = Work('</script><b a="">', "G", "x", "en", "https://h/en/x/", "</script>")
    soup = BeautifulSoup(head(work, "https://h/zh/x/", "https://h/en/"), "html.parser")
    assert not soup.find("b") and len(soup.find_all("script")) == 1
    assert json.loads(soup.script.string)["name"] == work.title
