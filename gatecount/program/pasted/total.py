"""A total without the rows above it: "Total params: 640", or only "640"."""

import re

from ...counting import Count, CountError
from ...frameworks import count
from ...teaching.inverse import sizes
from ...types import Routine, Value

LONGEST = 400  # characters
MOST = 10**15
LINE = re.compile(
    r"(?:(Total|Trainable|Non-trainable|Optimizer) params|总参数量?|参数量|params"
    r"|parameters)?\s{0,9}[:：=]?\s{0,9}(\d{1,3}(?:[,，]\d{3})+|\d{1,18})"
    r"(?:\s{0,9}\([\d. KMGTi]{1,20}B\)|\s{0,9}(?:parameters|params|个参数|个))?[.。]?",
    re.IGNORECASE,
)
# A sentence with one number, as a program prints it, and no command of the terminal.
SENTENCE = re.compile(
    r"(?!.*(?:\$|--|\.py\b))[^\n\d=(]{0,40}?([\d,]{0,24}\d)[^\n\d=(]{0,24}"
)
SHOWN = 4  # layers


def alone(text: str) -> int | None:
    """The number, where the text says a total and nothing else; or None."""
    if len(text) > LONGEST:
        return None
    sentence = SENTENCE.fullmatch(text.strip())
    if sentence:
        text = sentence[1]
    found = []
    for line in text.splitlines():
        match = LINE.fullmatch(line.strip())
        if match:
            found.append((match[1] or "", int(re.sub("[,，]", "", match[2]))))
        elif line.strip(" =_-─━\t"):
            return None
    whole = [number for name, number in found if name.lower() in ("", "total")]
    return whole[0] if len(whole) == 1 and whole[0] <= MOST else None


def refused(number: int) -> Value:
    """The CountError that says what would tell more."""
    codes = "; ".join(layers(number)[:SHOWN])
    if codes:
        return CountError(
            "A total alone, {total}, does not tell the layer: {codes} have it, among "
            "others. Paste the program or the rows of the summary too; the calculator "
            "finds all sizes with this number, the clinic the slips that lead to it.",
            total=f"{number:,}",
            codes=codes,
        )
    return CountError(
        "A total alone, {total}, does not tell the layers, and no single LSTM of "
        "Keras or PyTorch has it. Paste the program or the rows of the summary too; "
        "the clinic looks for the slips that lead to a number.",
        total=f"{number:,}",
    )


def layers(number: int) -> list[str]:
    """LSTMs with this total: of each framework the squarest first."""
    keras = [
        f"LSTM({m}), input_shape=(None, {n})" for n, m in nearest(keras_lstm, number)
    ]
    torch = [f"nn.LSTM({n}, {m})" for n, m in nearest(torch_lstm, number)]
    return [code for pair in zip(keras, torch) for code in pair] or keras + torch


def nearest(family: Routine, number: int) -> list[tuple[int, int]]:
    return sorted(sizes(family, number), key=lambda pair: max(pair) / min(pair))


def keras_lstm(n: int, m: int) -> Count:
    return count(f"LSTM({m})", "keras", (None, n))


def torch_lstm(n: int, m: int) -> Count:
    return count(f"nn.LSTM({n}, {m})", "torch")
