"""How this site and its pages are cited: read off CITATION.cff, in many forms."""

import re
from dataclasses import dataclass
from functools import cached_property

import yaml

from publish import ROOT

CFF = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
VERSION = CFF["version"]
DATE = CFF["date-released"]  # a datetime.date
AUTHORS = [author["name"] for author in CFF["authors"]]
LICENSE = "https://creativecommons.org/licenses/by/4.0/"

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
ACCESSED = "[引用日期]"  # a script puts the reader's day there
ESCAPED = re.compile(r"[&%$#_{}]")
MONTHS = (
    "January February March April May June July August September October "
    "November December"
).split()


def permanent(address):
    """The address that stays with this version; given is the newest's.

    https://host/zh/gru/ -> https://host/v/0.2.0/zh/gru/
    """
    return re.sub(r"/(?=(zh|en)/)", f"/v/{VERSION}/", address, count=1)


def of_results(root):
    """What the calculator has to know to cite a result; `root` is a language's."""
    return {
        "calculator": permanent(f"{root}calculator/"),
        "embed": f"{root}embed/",
        "version": VERSION,
        "date": DATE.isoformat(),
    }


@dataclass(frozen=True)
class Work:
    """A page as a work to cite. `name` is its path, "" for a language's home."""

    title: str
    site: str
    name: str
    language: str
    address: str
    description: str

    @cached_property
    def permalink(self):
        return permanent(self.address)

    @property
    def formats(self):
        """name -> (label, text), in the order in which they are offered."""
        return {
            "apa": ("APA", self.apa),
            "gbt": ("GB/T 7714", self.gbt),
            "bibtex": ("BibTeX", self.bibtex),
            "ris": ("RIS", self.ris),
        }

    @property
    def apa(self):
        day = f"{DATE.year}, {MONTHS[DATE.month - 1]} {DATE.day}"
        return (
            f"{', '.join(AUTHORS)}. ({day}). {self.title} (Version {VERSION}). "
            f"{self.site}. {self.permalink}"
        )

    @property
    def gbt(self):
        """GB/T 7714-2015, an electronic resource online: [EB/OL].

        Author. Title[EB/OL]. Edition. Publisher, year(day of its last change)[day
        of access]. Address. A result is cited alike, by live/calculator/citing.py.
        """
        edition = f"{VERSION} 版" if self.language == "zh" else f"Version {VERSION}"
        return (
            f"{', '.join(AUTHORS)}. {self.title}[EB/OL]. {edition}. {self.site}, "
            f"{DATE.year}({DATE}){ACCESSED}. {self.permalink}."
        )

    @property
    def bibtex(self):
        key = "-".join(["gatecount", *filter(None, [self.name]), self.language])
        fields = {
            "author": " and ".join(f"{{{tex(name)}}}" for name in AUTHORS),
            "title": f"{{{tex(self.title)}}}",
            "year": DATE.year,
            "month": DATE.month,
            "note": f"{tex(self.site)}, version {VERSION}",
            "version": VERSION,
            "language": {"zh": "chinese", "en": "english"}[self.language],
            "url": self.permalink,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
        return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"

    @property
    def ris(self):
        fields = [
            ("TY", "ELEC"),
            *(("AU", name) for name in AUTHORS),
            ("TI", self.title),
            ("T2", self.site),
            ("PY", DATE.year),
            ("DA", f"{DATE:%Y/%m/%d}"),
            ("ET", VERSION),
            ("LA", LANGUAGES[self.language]),
            ("AB", self.description),
            ("UR", self.permalink),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\n" for tag, value in fields)


def tex(text):
    return ESCAPED.sub(r"\\\g<0>", text)
