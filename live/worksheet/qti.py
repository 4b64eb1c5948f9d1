"""A worksheet as a QTI 2.1 package: items, a test for each student, a manifest.

Formats: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html and the
content packages of https://www.imsglobal.org/question/qtiv2p1/imsqti_intgv2p1.html.
Items as in exports.py.
"""

from binascii import crc32
from itertools import groupby
from struct import pack
from xml.etree import ElementTree as ET

from ..shared.markup import tag
from .exports import DECLARATION, allowed, title

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
RIGHT = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"
FIRST_DAY = 0x21  # 1980-01-01: a zip says when, and the same sheet is the same file


def qti(items):
    """The package as bytes of a zip.

    Its identifiers are of no other sheet: Canvas knows imported questions by them.
    """
    files, resources = {}, []
    students = groupby(items, key=lambda item: item[0])
    sheets = f"sheet-{crc32(repr(items).encode()):08x}"
    for number, (who, group) in enumerate(students, 1):
        test = f"{sheets}-{number:02}"
        names = []
        for _, place, asked, answer, working in group:
            names.append(f"{test}-{place:02}")
            item = question(names[-1], place, asked, answer, working)
            files[f"{names[-1]}.xml"] = written(item)
            resources.append((names[-1], "imsqti_item_xmlv2p1", ()))
        files[f"{test}.xml"] = written(sheet(test, " / ".join(who), names))
        resources.append((test, "imsqti_test_xmlv2p1", names))
    return zipped({"imsmanifest.xml": written(manifest(sheets, resources))} | files)


def question(name, place, asked, answer, working):
    """One item: a whole number to type; the working is for who marks it."""
    item = ET.Element(
        "assessmentItem",
        xmlns=QTI,
        identifier=name,
        title=title(place),
        adaptive="false",
        timeDependent="false",
    )
    add = ET.SubElement
    given = {"identifier": "RESPONSE", "cardinality": "single", "baseType": "integer"}
    right = add(add(item, "responseDeclaration", given), "correctResponse")
    add(right, "value").text = str(answer)
    given = {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    none = add(add(item, "outcomeDeclaration", given), "defaultValue")
    add(none, "value").text = "0"
    body = add(item, "itemBody")
    body.append(ET.fromstring(allowed(tag("<p>{}</p>")(asked))))
    field = {"responseIdentifier": "RESPONSE", "expectedLength": "12"}
    add(add(body, "p"), "textEntryInteraction", field)
    rubric = add(body, "rubricBlock", view="scorer tutor")
    add(rubric, "p").text = allowed(working)
    add(item, "responseProcessing", template=RIGHT)
    return item


def sheet(name, who, names):
    """The test of one student."""
    who = allowed(who) or title(0)
    test = ET.Element("assessmentTest", xmlns=QTI, identifier=name, title=who)
    way = {"navigationMode": "nonlinear", "submissionMode": "individual"}
    part = ET.SubElement(test, "testPart", way, identifier="part")
    said = {"identifier": "section", "title": who, "visible": "true"}
    section = ET.SubElement(part, "assessmentSection", said)
    for each in names:
        reference = {"identifier": each, "href": f"{each}.xml"}
        ET.SubElement(section, "assessmentItemRef", reference)
    return test


def manifest(name, resources):
    """What is in the package; a test depends on its items."""
    whole = ET.Element("manifest", xmlns=PACKAGE, identifier=f"gatecount-{name}")
    metadata = ET.SubElement(whole, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(whole, "organizations")
    listed = ET.SubElement(whole, "resources")
    for name, kind, needs in resources:
        said = {"identifier": f"r-{name}", "type": kind, "href": f"{name}.xml"}
        resource = ET.SubElement(listed, "resource", said)
        ET.SubElement(resource, "file", href=f"{name}.xml")
        for each in needs:
            ET.SubElement(resource, "dependency", identifierref=f"r-{each}")
    return whole


def written(element):
    text = ET.tostring(element, encoding="unicode")
    return f"{DECLARATION}{text}\n".encode()


def zipped(files):
    """A zip of files that are stored as they are, by name.

    By hand, since every reader would fetch Python's zipfile for these lines.
    """
    content, directory = b"", b""
    for name, data in files.items():
        path = name.encode()
        # version, flags, method, time, day, checksum, sizes, length of name, no more
        said = pack("<HHHHHIIIHH", 20, 0, 0, 0, FIRST_DAY, crc32(data), len(data),
                    len(data), len(path), 0)  # fmt: skip
        place = pack("<HHHII", 0, 0, 0, 0, len(content))
        directory += b"PK\1\2" + pack("<H", 20) + said + place + path
        content += b"PK\3\4" + said + path + data
    ends = pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory),
                len(content), 0)  # fmt: skip
    return content + directory + b"PK\5\6" + ends
