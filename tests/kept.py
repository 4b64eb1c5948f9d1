"""What a framework said is kept: of the same text it says the same, and takes longest.

A judge is a function of a text, and of shapes. Its answers lie in `.cache/judges/`,
under a name made of the framework's versions and of the judge's own source: another
version, or another line of the test, and all are asked anew. A fresh clone asks
everything, and so does `make evidence`.
"""

import functools
import hashlib
import inspect
import pickle
import platform
from importlib.metadata import version
from pathlib import Path

from tests.pages import ROOT

FOLDER = ROOT / ".cache/judges"
OPENED = []


class Kept:
    """The answers of one judge, by its arguments."""

    def __init__(self, judge, packages):
        source = Path(inspect.getsourcefile(judge))
        self.name = f"{source.stem}.{judge.__name__}"
        versions = [platform.python_version(), *map(version, packages)]
        key = hashlib.sha256(repr(versions).encode() + source.read_bytes())
        key.update((ROOT / "tests/engine/agreement.py").read_bytes())
        self.path = FOLDER / f"{self.name}-{key.hexdigest()[:16]}.pickle"
        self.answers, self.grown = None, False

    def read(self):
        if self.answers is None:
            there = self.path.exists()
            self.answers = pickle.loads(self.path.read_bytes()) if there else {}
        return self.answers

    def save(self):
        if not self.grown:
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        written = self.path.with_suffix(".new")
        written.write_bytes(pickle.dumps(self.answers))
        written.replace(self.path)
        for old in set(FOLDER.glob(f"{self.name}-*.pickle")) - {self.path}:
            old.unlink()
        self.grown = False


def kept(*packages):
    """Decorate a judge that asks these packages."""

    def decorate(judge):
        answers = Kept(inspect.unwrap(judge), packages)
        OPENED.append(answers)

        @functools.wraps(judge)
        def answer(*arguments):
            known, key = answers.read(), repr(arguments)
            if key not in known:
                known[key] = judge(*arguments)
                answers.grown = True
            return known[key]

        return answer

    return decorate


def forget():
    """Ask everything anew."""
    for each in OPENED:
        each.answers = {}


def save():
    for each in OPENED:
        each.save()
