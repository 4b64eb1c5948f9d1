"""Worksheets: from a seed, questions with sizes of their own and the right answers.

The same seed gives the same worksheet on every Python, in the browser too: sizes
are drawn from SHA-256, not from `random`, whose choices change between versions.

>>> list(worksheet("A")) == list(worksheet(" a "))
True

`python -m gatecount.teaching.worksheet A B` prints the layers and the key of both.
"""

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from ..counting import Count, Weight
from ..frameworks import count
from ..types import Any

RECURRENT = ("SimpleRNN", "LSTM", "GRU")
PARTS = ("kernel", "recurrent_kernel", "bias")
# Numbers by which questions are chosen, in their order.
TOPICS = {
    "all": (1, 2, 3, 4, 5, 6, 7, 8),
    "one": (1, 3, 4, 8),
    "torch": (2,),
    "several": (5, 6, 7),
}
# least and most features, least and most pairs of units, so that a half is whole
LEVELS = {
    "usual": ((3, 40), (2, 32)),
    "small": ((2, 6), (1, 5)),
    "large": ((64, 512), (32, 256)),
}


@dataclass(frozen=True)
class Question:
    """One question: `layers` are constructor calls, each reads what the last returns.

    `shape` is the input's, without the batch; () where the constructor says it all.
    `wanted` is "total", the name of a weight, or "units" of a layer with `given`
    parameters. `answer` and the weights come from the engine's count.
    """

    kind: str
    layers: tuple[str, ...]
    shape: tuple[int, ...] = ()
    framework: str = "keras"
    wanted: str = "total"

    @cached_property
    def counts(self) -> list[Count]:
        shape: Any = self.shape or None
        counts: list[Count] = []
        for code in self.layers:
            counts.append(count(code, self.framework, shape))
            shape = (counts[-1].output_shape or ())[1:]
        return counts

    @cached_property
    def weights(self) -> list[Weight]:
        """The weights that the answer adds up."""
        weights = [weight for counted in self.counts for weight in counted.weights]
        if self.wanted in PARTS:
            return [weight for weight in weights if weight.role == self.wanted]
        return weights

    @property
    def given(self) -> int:
        return sum(weight.size for weight in self.weights)

    @property
    def answer(self) -> int:
        if self.wanted == "units":
            [counted] = self.counts
            return counted.cells[0].units
        return self.given


class Draw:
    """Numbers that depend on nothing but the seed and how many were drawn."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.drawn = 0

    def below(self, limit: int) -> int:
        self.drawn += 1
        digest = sha256(f"{self.seed}\n{self.drawn}".encode()).digest()
        return int.from_bytes(digest, "big") % limit

    def between(self, least: int, most: int) -> int:
        return least + self.below(most - least + 1)

    def one_of(self, choices: Sequence[str]) -> str:
        return choices[self.below(len(choices))]


def plain(seed: str) -> str:
    """The seed without what does not tell students apart: width, case, spaces."""
    return " ".join(unicodedata.normalize("NFKC", seed).casefold().split())


def mark(seed: str) -> str:
    """Six characters that a sheet and its key have in common."""
    return sha256(plain(seed).encode()).hexdigest()[:6]


def worksheet(
    seed: str, topic: str = "all", level: str = "usual"
) -> Iterator[Question]:
    """The questions for a seed, a class name or a student number, in fixed order.

    A topic leaves some out; those that stay are the same as without it.
    """
    chosen = TOPICS[topic]
    for number, question in enumerate(everything(seed, *LEVELS[level]), 1):
        if number in chosen:
            yield question


def everything(
    seed: str, features: tuple[int, int], pairs: tuple[int, int]
) -> Iterator[Question]:
    """All questions, with as many features and pairs of units as these lie between."""
    draw = Draw(plain(seed))

    def shape() -> tuple[int, int]:
        return draw.between(5, 60), draw.between(*features)

    def units() -> int:
        return 2 * draw.between(*pairs)

    yield Question("one", (f"LSTM({units()})",), shape())
    layer = f"nn.LSTM({draw.between(*features)}, {units()})"
    yield Question("torch", (layer,), framework="torch")
    option = draw.one_of(("", ", reset_after=False"))
    yield Question("one", (f"GRU({units()}{option})",), shape())
    part = draw.one_of(PARTS)
    yield Question("part", (f"LSTM({units()})",), shape(), wanted=part)
    kind = draw.one_of(RECURRENT)
    yield Question("one", (f"Bidirectional({kind}({units()}))",), shape())
    first, second = draw.one_of(RECURRENT), draw.one_of(RECURRENT)
    layers: tuple[str, ...] = (
        f"{first}({units()}, return_sequences=True)",
        f"{second}({units()})",
    )
    yield Question("stack", layers, shape())
    words, size = 500 * draw.between(2, 40), 8 * draw.between(2, 16)
    layers = (
        f"Embedding({words}, {size})",
        f"LSTM({units()})",
        f"Dense({draw.between(2, 20)})",
    )
    yield Question("model", layers, (draw.between(20, 200),))
    kind = draw.one_of(("LSTM", "SimpleRNN"))
    layer = f"{kind}({units()})"
    yield Question("units", (layer,), shape(), wanted="units")


def main(seeds: list[str]) -> None:
    for seed in seeds:
        print(f"{seed}  {mark(seed)}")
        for number, each in enumerate(worksheet(seed), 1):
            asked = ", ".join(each.layers) + f"  {each.shape or ''}"
            print(f"{number}  {each.answer:>9}  {each.wanted:<16}  {asked}".rstrip())


if __name__ == "__main__":
    main(sys.argv[1:])
