"""What a text is that cannot be counted: the sentence that says so.

It is asked only where the count was refused, so that no program is mistaken.
"""

import keyword
import re

from ...counting import CountError
from ...parsing import parse
from ...types import Value
from .. import deep_json
from . import haiku

MOST = 1_000_000  # characters; more is not looked at
LINES = 200  # of these it is asked whether they are sentences

START = r"^[^\w\n]*"  # of a line, after the signs that a console puts there
OURS = re.compile(
    rf"{START}(?:In \[\d+\]: )?(?:import|from) +(?:keras|tensorflow|tf_keras|torch"
    r"|flax|equinox|haiku|paddle|mindspore|mlx)\b",
    re.M,
)
# What people import, or write before the dot, and its name.
OTHERS = {
    "onnx": "ONNX",
    "jax": "JAX",
    "mxnet": "MXNet",
    "chainer": "Chainer",
    "theano": "Theano",
    "lasagne": "Lasagne",
    "cntk": "CNTK",
    "jittor": "Jittor",
    "oneflow": "OneFlow",
    "tinygrad": "tinygrad",
}
OTHER = re.compile(
    rf"{START}(?:import|from) +({'|'.join(OTHERS)})\b"
    rf"|(?<![\w.])({'|'.join(OTHERS)})\.[a-z]\w*\.\w+ *\(",
    re.M,
)
TRACEBACK = re.compile(r"^Traceback \(most recent call last\):", re.M)
RAISED = re.compile(r"^\w[\w.]*(?:Error|Exception|Interrupt|Exit|Iteration)\b.*", re.M)
ONNX = re.compile(
    r"^[ \t]*(?:ir_version:|op_type: *\"|< *ir_version *:|graph [\w.-]* *\($)", re.M
)
COMMANDS = (
    "python|python3|pip|pip3|conda|git|cd|ls|mkdir|wget|curl|apt|apt-get|brew|export"
    "|docker|jupyter|bash|sh|echo|srun|nvidia-smi|unzip|tar|chmod"
)
SHELL = re.compile(
    rf"(?:\$ |PS \S*> ?)?(?:sudo |[A-Z_]+=\S+ )*(?:(?:{COMMANDS})(?: [^=(].*)?"
    r"|source \S+)"
)
SCRIPT = re.compile(r"\bpython3? (?:-\w+ )*([\w./-]+\.py)\b")
MARKS = {
    "C++": r"^[ \t]*#[ \t]*include\s*[<\"]|\bstd::|\btorch::nn::|^using namespace ",
    "Java": r"^[ \t]*(?:public|private|protected) (?:static |final |abstract )*"
    r"(?:class|interface|void|int|enum)\b|^import (?:static )?[\w.]+(?:\.\*)?;[ \t]*$",
    "R": r"^library\(\w+\)[ \t]*$|%>%|^[ \t]*[\w.]+ *<- ",
    "JavaScript": r"^[ \t]*(?:const|let|var) [\w{} ,]+= |\brequire\(['\"]|=> *\{"
    r"|^import .* from ['\"]",
    "Julia": r"^using [A-Z]\w+(?:, *[A-Z]\w+)*[ \t]*$",
    "MATLAB": r"\b(?:sequenceInputLayer|lstmLayer|bilstmLayer|gruLayer)\(",
    "LaTeX": r"\\(?:documentclass|begin|usepackage)\b",
}
LANGUAGES = {name: re.compile(text, re.M) for name, text in MARKS.items()}
WEB = re.compile(r"\s*<(?:!DOCTYPE|html|head|body|div|pre|script|table)\b", re.I)
# A row of a table: cells between bars, a rule, or columns far from each other.
ROW = re.compile(r"[|│┃].*[|│┃]|[-=+|─-╿ ]{5,}|\S.*?(?: {3,}|\t)\S.*")
CODE = re.compile(
    r"import |from [\w.]+ import |def \w+\(|class \w+[(:]|@\w"
    r"|(?:if|for|while|with|try|else|elif)\b.*:$|[\w.\[\], ]+[-+*/]?=[^=]"
    r"|[\w.]+\(.*\)$"
)
SIGNS = re.compile(r"[=(\[{@]|:$")
DEFINED = re.compile(
    r"^[ \t]*(?:import [\w.]+(?:$|,| as )|from [\w.]+ import |def \w+\(|class \w+[(:])",
    re.M,
)
HAN = re.compile("[一-鿿]")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
WORDS = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?(?:[,;:]? [A-Za-z]+(?:[’'][a-z]+)?)+")


def described(text: str) -> Value:
    """The CountError that says what the text is, or None where it may be Python."""
    if not text.strip():
        return CountError(
            "There is nothing to count yet. Paste a program in Keras or PyTorch."
        )
    if len(text) > MOST:
        return None
    return None if OURS.search(text) else of_another_kind(text)


def of_another_kind(text: str) -> Value:
    for look in (
        traceback,
        onnx,
        data,
        web,
        language,
        another_framework,
        commands,
        table,
        sentences,
    ):
        found = look(text)
        if found:
            return found
    return None


def traceback(text: str) -> Value:
    if not TRACEBACK.search(text):
        return None
    raised = RAISED.findall(text)
    return CountError(
        "This is the message of an error ({message}), not the program that raised it. "
        "Paste the program itself.",
        message=raised[-1].strip() if raised else "Traceback",
    )


def onnx(text: str) -> Value:
    if not ONNX.search(text):
        return None
    return CountError(
        "This is an ONNX model written out as text, not a program. Paste the shapes of "
        "its initializers, one a line: the layers are found from them. A single LSTM, "
        "GRU or RNN node can be counted in the calculator."
    )


def data(text: str) -> Value:
    if text.lstrip()[:1] not in "{[":
        return None
    try:
        deep_json.loads(text)
    except (ValueError, RecursionError):
        return None
    if '"class_name"' in text:
        return CountError(
            "This is a Keras model as to_json() writes it, not a program. Load it with "
            "keras.models.model_from_json(...) and paste what its summary() prints."
        )
    return CountError(
        "This is data in JSON, not a program. Paste the program that builds the model."
    )


def another_framework(text: str) -> Value:
    found = {first or second for first, second in OTHER.findall(text)}
    for root, name in OTHERS.items():
        if root not in found:
            continue
        if root == "onnx":
            return CountError(
                "This program is written for ONNX, and makes no initializer with "
                "onnx.helper: its weights are inputs, or lie in a file. Open the file "
                "that onnx.save(model, 'model.onnx') writes: the layers are found from "
                "it. A single node can be counted in the calculator."
            )
        return CountError(
            "This program is written for {name}. Whole programs are read in Keras, "
            "PyTorch, Flax, Equinox, Haiku, PaddlePaddle, MindSpore, MLX and ONNX "
            "only: print the shapes of its weights and paste them, one a line, and the "
            "layers are found from them.",
            name=name,
        )
    return None


def web(text: str) -> Value:
    if not WEB.match(text):
        return None
    return CountError(
        "This is the source of a web page, not a program. Copy the program as the page "
        "shows it."
    )


def language(text: str) -> Value:
    if DEFINED.search(text) or is_python(text):
        return None
    for name, marks in LANGUAGES.items():
        if marks.search(text):
            return CountError(
                "This is written in {language}, and programs are read in Python only. "
                "Write the layers as Keras or PyTorch does, with the same sizes.",
                language=name,
            )
    return None


def commands(text: str) -> Value:
    lines = written(text)
    if not all(SHELL.fullmatch(line) for line in lines):
        return None
    script = SCRIPT.search(text)
    if script:
        return CountError(
            "These are commands of the terminal, not a program. Paste what stands in "
            "{file}.",
            file=script[1],
        )
    return CountError(
        "These are commands of the terminal, not a program. Paste the program that "
        "builds the model."
    )


def table(text: str) -> Value:
    lines = written(text)
    known = any(map(haiku.heading, text.splitlines()))
    if not known and (len(lines) < 2 or not all(map(ROW.fullmatch, lines))):
        return None
    return CountError(
        "This is a printed table, but none that can be read. Paste all that summary() "
        "or print(model) prints, with its heading, or the program that prints it."
    )


def sentences(text: str) -> Value:
    if DEFINED.search(text) or (is_python(text) and not HAN.match(text.lstrip())):
        return None
    said = [(line, is_sentence(line)) for line in written(text)[:LINES]]
    worded = sum(sentence for _, sentence in said)
    code = sum(bool(SIGNS.search(line)) for line, sentence in said if not sentence)
    if not worded or code > worded:
        return None
    return CountError(
        "These are sentences, not a program. Paste the program that builds the model; "
        "for a single layer, the calculator asks for its sizes."
    )


def written(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def is_sentence(line: str) -> bool:
    """Words of a human language, and not Python?"""
    line = line.strip()
    if line.startswith("#") or CODE.match(line):
        return False
    if is_python(line) and not HAN.match(line):
        return False
    outside = QUOTED.sub("", line)
    han = len(HAN.findall(outside))
    if han >= 4 and han * 4 >= len(outside.replace(" ", "")):
        return True
    return any(strange_words(run) >= 3 for run in WORDS.findall(outside))


def strange_words(run: str) -> int:
    """The most words in a row between which Python would want an operator."""
    longest = now = 0
    for word in re.findall(r"[^ ,;:]+", run):
        now = 0 if keyword.iskeyword(word) else now + 1
        longest = max(longest, now)
    return longest


def is_python(line: str) -> bool:
    try:
        parse(line)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True
