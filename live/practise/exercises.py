"""The exercises: what is asked, and the answer, which the engine counts.

The words stand on the page; here each exercise has the layers that it is about.
Whoever answers in symbols is compared with the engine at several sizes, so that
no formula is stored.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod

from gatecount import count
from gatecount.teaching.inverse import largest, sizes

from ..shared.values import FieldError, simple
from .algebra import evaluate

# Sizes at which answers in symbols are compared.
POINTS = (
    {"n": 11, "m": 29, "p": 5, "V": 10007, "D": 31, "H": 37, "K": 41, "C": 3},
    {"n": 101, "m": 53, "p": 7, "V": 5003, "D": 67, "H": 73, "K": 83, "C": 13},
    {"n": 13, "m": 1009, "p": 19, "V": 211, "D": 103, "H": 127, "K": 17, "C": 59},
)


def total(counts):
    return sum(each.total for each in counts)


def trained(counts):
    return sum(each.trainable for each in counts)


def last(counts):
    return counts[-1].total


def returned(counts):
    """The numbers that the last layer returns for one sample."""
    return prod(counts[-1].output_shape[1:])


def difference(counts):
    """By how much the second layer is larger than the first."""
    return counts[1].total - counts[0].total


@dataclass(frozen=True)
class Exercise:
    """One question about layers.

    `layers` are constructor calls, and `shape` the input of the first, in which
    {n} stands for the size n; each further layer reads what the one before
    returns, unless they are `apart`. `wanted` makes the answer of their counts.
    With `symbols` the answer is an expression in them. `case` is what the clinic
    has to know to tell a slip in one of the layers, the others being right; of a
    difference it is the layer whose whole count may be taken for it.
    """

    layers: tuple[str, ...]
    shape: str = ""
    wanted: Callable = total
    frameworks: tuple[str, ...] = ("keras",)
    symbols: str = ""
    apart: bool = False
    case: dict = field(default_factory=dict)

    def counts(self, **given):
        shape = size(self.shape, given)
        frameworks = self.frameworks * len(self.layers)
        for code, framework in zip(self.layers, frameworks):
            asked = shape if framework == "keras" else None
            counted = count(code.format(**given), framework, asked)
            if not self.apart and framework == "keras":
                shape = counted.output_shape[1:]
            yield counted

    def answer(self, **given):
        return self.wanted(list(self.counts(**given)))

    def read(self, text):
        """Whether the text is the answer. Raises FieldError where it is none."""
        if not self.symbols:
            return evaluate(text, {}) == self.answer()
        points = [{name: at[name] for name in self.symbols.split()} for at in POINTS]
        return all(evaluate(text, at) == self.answer(**at) for at in points)

    def shown(self):
        return "" if self.symbols else f"{self.answer():,}"


def size(shape, given):
    """ "13, {n}" -> (13, 5)"""
    texts = shape.format(**given).split(",")
    return tuple(int(each) for each in texts if each.strip())


@dataclass(frozen=True)
class Sought:
    """A question backwards: from counts to a size."""

    find: Callable[[], int]

    def read(self, text):
        return evaluate(text, {}) == self.find()

    def shown(self):
        return f"{self.find():,}"


@dataclass(frozen=True)
class Pairs:
    """A question for all pairs (n, m) of a number, in any order."""

    find: Callable[[], list]

    def read(self, text):
        if len(text) > 1000:
            raise FieldError("answer", "{name} is too long.", name="answer")
        numbers = [int(each) for each in re.findall(r"\d{1,9}", simple(text))]
        if not numbers or len(numbers) % 2:
            raise FieldError(
                "answer", "Write pairs of n and m, such as (5, 10), (11, 8)."
            )
        return set(zip(numbers[::2], numbers[1::2])) == set(self.find())

    def shown(self):
        return ", ".join(map(str, self.find()))


def lstm(n, m):
    return count(f"LSTM({m})", input_shape=(None, n))


def first(sizes_of, wanted):
    """The first size from 1 for which something is as wanted."""
    return next(each for each in range(1, 1000) if sizes_of(each) == wanted)


def asked(counted, n, m, **more):
    """What the clinic has to know of a layer."""
    known = {"counted": counted, "n": n, "m": m} | more
    return {name: str(value) for name, value in known.items()}


KERAS = asked("keras LSTM", 8, 20)
OF_LETTERS = asked("keras LSTM", "{n}", "{m}")

EXERCISES = {
    # Reading shapes
    "units-of-a-kernel": Sought(
        lambda: first(lambda m: lstm(8, m).weights[0].shape, (8, 48))
    ),
    "features-of-a-kernel": Sought(
        lambda: first(lambda n: lstm(n, 12).weights[0].shape, (8, 48))
    ),
    "sum-of-shapes": Exercise(("LSTM(12)",), "30, 8", case=asked("keras LSTM", 8, 12)),
    "torch-shapes": Exercise(
        ("nn.LSTM(10, 16)",), frameworks=("torch",), case=asked("torch LSTM", 10, 16)
    ),
    "what-comes-out": Exercise(("LSTM(12, return_sequences=True)",), "30, 8", returned),
    # One layer
    "your-first-lstm": Exercise(("LSTM(20)",), "13, 8", case=KERAS),
    "longer-sequences": Exercise(("LSTM(20)",), "100, 8", case=KERAS | {"T": "100"}),
    "simple-rnn": Exercise(
        ("SimpleRNN(64)",), "13, 32", case=asked("keras SimpleRNN", 32, 64)
    ),
    "without-bias": Exercise(
        ("LSTM(20, use_bias=False)",),
        "13, 8",
        case=asked("keras use_bias=False LSTM", 8, 20),
    ),
    "one-more-unit": Exercise(
        ("LSTM(10)", "LSTM(11)"),
        "13, 5",
        difference,
        apart=True,
        case=asked("keras LSTM", 5, 10),
    ),
    "gru": Exercise(("GRU(32)",), "13, 16", case=asked("keras GRU", 16, 32)),
    "gru-reset-before": Exercise(
        ("GRU(32, reset_after=False)",),
        "13, 16",
        case=asked("keras reset_after=False GRU", 16, 32),
    ),
    # Who counts, and several layers
    "torch-lstm": Exercise(
        ("nn.LSTM(8, 20)",), frameworks=("torch",), case=asked("torch LSTM", 8, 20)
    ),
    "paddle-state-dict": Exercise(
        ("nn.LSTM(5, 10)",), frameworks=("paddle",), case=asked("paddle LSTM", 5, 10)
    ),
    "bidirectional": Exercise(
        ("Bidirectional(LSTM(20))",), "13, 8", case=KERAS | {"bidirectional": "True"}
    ),
    "stacked": Exercise(
        ("LSTM(20, return_sequences=True)", "LSTM(10)"),
        "13, 8",
        case=asked("keras LSTM", 20, 10),
    ),
    "bidirectional-stacked": Exercise(
        ("nn.LSTM(8, 20, num_layers=2, bidirectional=True)",),
        frameworks=("torch",),
        case=asked("torch LSTM", 8, 20, num_layers=2, bidirectional=True),
    ),
    "head": Exercise(("Bidirectional(LSTM(20))", "Dense(1)"), "13, 8", last),
    "classifier": Exercise(
        ("Embedding(5000, 32)", "LSTM(20)", "Dense(1)"),
        "100",
        case=asked("keras LSTM", 32, 20, T=100),
    ),
    "frozen-embedding": Exercise(
        ("Embedding(5000, 32, trainable=False)", "LSTM(20)", "Dense(1)"),
        "100",
        trained,
    ),
    # In symbols
    "rule": Exercise(("LSTM({m})",), "13, {n}", symbols="n m", case=OF_LETTERS),
    "one-more-feature": Exercise(
        ("nn.LSTM({n}, {m})", "nn.LSTM({n} + 1, {m})"),
        "",
        difference,
        ("torch",),
        "n m",
        apart=True,
        case=asked("torch LSTM", "{n}", "{m}"),
    ),
    "torch-minus-keras": Exercise(
        ("LSTM({m})", "nn.LSTM({n}, {m})"),
        "13, {n}",
        difference,
        ("keras", "torch"),
        "n m",
        apart=True,
        case=OF_LETTERS,
    ),
    "gru-rule": Exercise(
        ("GRU({m})",),
        "13, {n}",
        symbols="n m",
        case=asked("keras GRU", "{n}", "{m}"),
    ),
    "two-directions-two-layers": Exercise(
        (
            "Bidirectional(LSTM({m}, return_sequences=True))",
            "Bidirectional(LSTM({m}))",
        ),
        "13, {n}",
        symbols="n m",
        case=OF_LETTERS | {"num_layers": "2", "bidirectional": "True"},
    ),
    "encoder": Exercise(
        ("Embedding({V}, {D})", "LSTM({H})"),
        "{K}",
        symbols="V D H K",
        case=asked("keras LSTM", "{D}", "{H}", T="{K}"),
    ),
    "encoder-gru": Exercise(
        ("Embedding({V}, {D})", "GRU({H}, reset_after=False)"),
        "{K}",
        symbols="V D H K",
        case=asked("keras reset_after=False GRU", "{D}", "{H}", T="{K}"),
    ),
    "language-model": Exercise(
        (
            "Embedding({V}, {D})",
            "LSTM({H}, return_sequences=True)",
            "TimeDistributed(Dense({V}))",
        ),
        "{K}",
        symbols="V D H K",
        case=asked("keras LSTM", "{D}", "{H}", T="{K}"),
    ),
    "projection": Exercise(
        ("nn.LSTM({n}, {m}, proj_size={p})",),
        frameworks=("torch",),
        symbols="n m p",
    ),
    # Backwards
    "units-of-a-total": Sought(lambda: first(lambda m: lstm(5, m).total, 2080)),
    "budget": Sought(lambda: largest(lstm, 100, 10**6)),
    "all-with-640": Pairs(lambda: sizes(lstm, lstm(5, 10).total)),
}
