"""From whatever stopped a program to one sentence, with the line."""

import builtins
import os.path
import re
import traceback

from ..counting import CountError
from ..parsing import DEEPEST
from ..types import Value
from .pasted.foreign import is_sentence
from .session import OURS, Session
from .symbols import SOURCE

# A result indexed like a tensor, as in lstm(x)[:, -1].
SEVERAL = re.compile("(tuple|list) indices must be integers or slices, not tuple")

HOME = os.path.dirname(__file__)

# What people forget to import: the line to add.
IMPORTS = {
    "np": "import numpy as np",
    "numpy": "import numpy",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "math": "import math",
    "os": "import os",
    "random": "import random",
    "time": "import time",
    "re": "import re",
    "json": "import json",
    "sys": "import sys",
    "torch": "import torch",
    "nn": "import torch.nn as nn",
    "F": "import torch.nn.functional as F",
    "optim": "import torch.optim as optim",
    "DataLoader": "from torch.utils.data import DataLoader",
    "paddle": "import paddle",
    "mindspore": "import mindspore",
    "mx": "import mlx.core as mx",
    "keras": "import keras",
    "tf": "import tensorflow as tf",
    "layers": "from keras import layers",
    "models": "from keras import models",
    "Sequential": "from keras.models import Sequential",
    "Model": "from keras.models import Model",
    "Input": "from keras.layers import Input",
    "K": "from keras import backend as K",
    "Adam": "from keras.optimizers import Adam",
    "to_categorical": "from keras.utils import to_categorical",
    "pad_sequences": "from keras.utils import pad_sequences",
}


def explained(error: Value, session: Session) -> Value:
    """The CountError to raise for `error`, with `line` and what was printed."""
    if isinstance(error, SyntaxError) and error.filename in (SOURCE, None):
        found, line = syntax(error, session), error.lineno
    else:
        line = line_of(error)
        found = sentence(error, session)
    if getattr(found, "line", None) is None:
        found.line = line
    found.printed = session.printed
    found.ignored = tuple(session.ignored)
    return found


def line_of(error: Value) -> int | None:
    """The program's innermost line on the way to the error."""
    lines = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == SOURCE
    ]
    return lines[-1] if lines else None


def is_inside(error: Value) -> bool:
    """Did a stand-in stop, and not the program itself?"""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    name = frames[-1].f_code.co_filename if frames else ""
    return name.startswith(HOME) and os.path.basename(name) not in OURS


def sentence(error: Value, session: Session) -> Value:
    if isinstance(error, CountError):
        return error
    kind = type(error).__name__
    if isinstance(error, UnboundLocalError):
        return CountError(
            "{name} is used before it has a value. Give it one first.",
            kind,
            name=error.name or quoted(error),
        )
    if isinstance(error, NameError):
        return unknown_name(error, session)
    if isinstance(error, RecursionError):
        if is_inside(error):
            return CountError(
                "The model has so many layers one after the other that Keras gives up. "
                "Use fewer.",
                kind,
            )
        return CountError(
            "A function calls itself without end. Look for what should stop it.", kind
        )
    if isinstance(error, MemoryError):
        return CountError("The program needs more memory than there is here.", kind)
    if isinstance(error, KeyboardInterrupt):
        return CountError("The program was stopped.", kind)
    if isinstance(error, AttributeError) and error.name == "next":
        return CountError(
            "An iterator has no next() of its own any more. Write next(iterator).", kind
        )
    if "to unpack" in str(error):
        return CountError(
            "The value on the right does not have as many parts as there are names on "
            "the left ({message}).",
            kind,
            message=str(error),
        )
    if several := SEVERAL.match(str(error)):
        return CountError(
            "Here is a {kind} of several results, not one tensor: a recurrent layer "
            "can return its state too. Take them apart first: "
            "output, *state = layer(x).",
            kind,
            kind=several[1],
        )
    if is_inside(error):
        return CountError(
            "This line does something that is not known here yet ({kind}: {message}).",
            kind,
            kind=kind,
            message=str(error) or "-",
        )
    return CountError(
        "Python stops here with {kind}: {message}",
        kind,
        kind=kind,
        message=str(error) or "-",
    )


def unknown_name(error: NameError, session: Session) -> Value:
    name = error.name or quoted(error)
    if any(each.strip() == name and is_sentence(each) for each in lines(session)):
        return words(name, "NameError")
    starred = session.state.get("starred")
    if starred:
        return CountError(
            "{name} may come from {module} (line {origin}), a file that is not here. "
            "Paste what it defines in place of the import.",
            "NameError",
            name=name,
            module=", ".join(dict.fromkeys(name for name, _ in starred)),
            origin=starred[-1][1],
        )
    line = import_of(name, session)
    if line:
        return CountError(
            "{name} is not known here: an import is missing. Write at the top: {line}",
            "NameError",
            name=name,
            line=line,
        )
    low = name.lower()
    for other in (*vars(builtins), *written_names(session.source)):
        if other != name and other.lower() == low:
            return CountError(
                "{name} is not known. Did you mean {close}?",
                "NameError",
                name=name,
                close=other,
            )
    return CountError(
        "{name} is not known: it is used before it has a value, or spelt otherwise "
        "than where it gets one.",
        "NameError",
        name=name,
    )


def lines(session: Session) -> list[str]:
    return session.source.splitlines()


def words(text: str, kind: str) -> Value:
    return CountError(
        "This line is words, not Python. Leave it out, or write # before it: {text}",
        kind,
        text=text,
    )


def import_of(name: str, session: Session) -> str | None:
    """The import that a program with this name has left out."""
    if name in IMPORTS:
        return IMPORTS[name]
    from ..keras import LAYERS
    from ..torch import LAYERS as MODULES

    if name in LAYERS and "torch" not in session.state.get("frameworks", ()):
        return f"from keras.layers import {name}"
    if name in MODULES:
        return f"from torch.nn import {name}"
    return None


def written_names(source: str) -> dict[str, Value]:
    return dict.fromkeys(re.findall(r"[A-Za-z_]\w*", source))


def quoted(error: Value) -> str:
    found = re.search(r"'(.*?)'", str(error))
    return found[1] if found else str(error)


def syntax(error: Value, session: Session) -> Value:
    """What is wrong with the text itself."""
    kind = type(error).__name__
    text = (error.text or "").strip()
    message = error.msg or ""
    if isinstance(error, TabError):
        return CountError(
            "The indentation mixes tabs and spaces. Use spaces only.", kind
        )
    if isinstance(error, IndentationError):
        return CountError(
            "The indentation is wrong. Lines of one block start in the same column, "
            "and a line that ends with a colon opens a block further in.",
            kind,
        )
    if is_sentence(text):
        return words(text, kind)
    prompt = re.match(r">>>|\.\.\. |In \[\d*\]:", text)
    if prompt:
        return CountError(
            "{prompt} belongs to the console, not to the program. Take it away from "
            "the start of every line, and leave out what was printed.",
            kind,
            prompt=prompt[0].strip(),
        )
    if re.match(r"[%!]", text):
        return CountError(
            "{text} is a command of the notebook, not Python. Leave it out.",
            kind,
            text=text.split()[0],
        )
    if "too many nested" in message:
        return CountError(
            "Brackets stand in brackets here, more than {most} deep: no model is "
            "written so. Paste the program that builds it.",
            kind,
            most=DEEPEST,
        )
    if "was never closed" in message:
        return CountError(
            "The bracket {bracket} is opened here and never closed. Add {closing}.",
            kind,
            bracket=quoted(error),
            closing={"(": ")", "[": "]", "{": "}"}.get(quoted(error), ")"),
        )
    if "unmatched" in message or "does not match" in message:
        return CountError(
            "The bracket {bracket} does not fit to what is open here. Count the "
            "brackets of this line and of those above.",
            kind,
            bracket=quoted(error),
        )
    if "unterminated" in message or "EOL while" in message:
        return CountError(
            "A text is opened with a quote here and never closed. Add the quote at "
            "its end.",
            kind,
        )
    if "invalid character" in message or "non-printable" in message:
        return CountError(
            "{character} is not a sign of Python. Write the plain one: , ( ) : ' \"",
            kind,
            character=quoted(error),
        )
    if "expected ':'" in message:
        return CountError("A colon is missing at the end of this line.", kind)
    if "forgot a comma" in message:
        return CountError("A comma is missing in this line.", kind)
    if message.startswith("Missing parentheses"):
        return CountError("print needs brackets in Python 3: write print(...).", kind)
    return CountError(
        "This line is not complete Python: {text}. Check the brackets, quotes and "
        "commas, in the line above as well.",
        kind,
        text=text or message,
    )
