"""The layers of Haiku 0.0.17, knowing only shapes.

Names, arguments and refusals are those of `haiku`; see
https://dm-haiku.readthedocs.io/en/latest/api.html#recurrent. A core makes one step:
its input is (batch, features) or (features,), and it begins with `initial_state`. The
paths are those of the parameters that `hk.transform(...).init` returns.
"""

from collections.abc import Iterable

from . import layer
from .counting import Count, CountError, Weight
from .jax import names
from .layer import (
    Named,
    check_input,
    check_most_axes,
    check_size,
    known_features,
    matrix,
    weight,
)
from .layer import argument_names as argument_names
from .types import Any, Output, Shape

PREFIXES = ("hk", "haiku")
INITIALIZERS = (
    "Constant RandomNormal TruncatedNormal VarianceScaling Orthogonal".split()
)


class Initializer(Named):
    """How the first values are drawn; no count depends on it."""

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        return cls()


NAMES = names() | {
    f"{hk}.initializers.{name}": Initializer for hk in PREFIXES for name in INITIALIZERS
}


class Module(layer.Layer):
    """`counted` gives the weights and the output for an input of this shape."""

    too_few = "ValueError"
    own = ""

    def accept(self) -> None:
        name = self.name
        if name is not None and not (isinstance(name, str) and name.isidentifier()):
            raise CountError(
                "name must be a Python name, such as 'lstm', not {value}.",
                "ValueError" if isinstance(name, str) else "AttributeError",
                value=layer.shown(name),
            )

    @property
    def path(self) -> str:
        return self.name or self.own

    def count(self, input_shape: Any) -> Count:
        shape = check_input(self, input_shape, self.example)
        weights, output = self.counted(shape, self.path)
        return Count(self.used(weights, shape), output)

    def batch_at(self, shape: Shape) -> int | None:
        return 0 if len(shape) > 1 else None


class Core(Module):
    """One step: the output, and then the states."""

    arguments = "hidden_size, name=None"
    states = 1

    def counted(self, shape: Shape, path: str) -> tuple[list[Weight], Output]:
        check_most_axes(self, shape, 2)
        n, m = known_features(shape[-1]), self.size("hidden_size")
        held = [
            each.but(path=f"{path}/{each.path}", cell=path)
            for each in self.weights(n, m)
        ]
        return held, [(*self.without_batch(shape)[:-1], m)] * (1 + self.states)


class LSTM(Core):
    """One w for [x, h], n rows of the input above m of the state; order i g f o."""

    own, states = "lstm", 2

    def weights(self, n: int, m: int) -> Iterable[Weight]:
        gates = ("i", "g", "f", "o")
        parts = (("kernel", n), ("recurrent_kernel", m))
        yield matrix(
            "linear/w", (n + m, 4 * m), role="kernel", gates=gates, parts=parts
        )
        yield weight("linear/b", (4 * m,), role="bias", gates=gates)


class GRU(Core):
    own = "gru"
    arguments = "hidden_size, w_i_init=None, w_h_init=None, b_init=None, name=None"

    def weights(self, n: int, m: int) -> Iterable[Weight]:
        gates = ("z", "r", "a")
        yield matrix("w_i", (n, 3 * m), role="kernel", gates=gates)
        yield matrix("w_h", (m, 3 * m), role="recurrent_kernel", gates=gates)
        yield weight("b", (3 * m,), role="bias", gates=gates)


class VanillaRNN(Core):
    """Two linear layers, each with a bias unless double_bias=False."""

    own = "vanilla_rnn"
    arguments = "hidden_size, double_bias=True, name=None"

    def weights(self, n: int, m: int) -> Iterable[Weight]:
        yield matrix("linear/w", (n, m), role="kernel", gates=("h",))
        yield weight("linear/b", (m,), role="bias", gates=("h",))
        yield matrix("linear_1/w", (m, m), role="recurrent_kernel", gates=("h",))
        if self.double_bias:
            yield weight("linear_1/b", (m,), role="bias", gates=("h",))


class DeepRNN(Module):
    """Cores and functions in a row, each reading what the one before returns."""

    own = "deep_rnn"
    arguments = "layers, name=None"

    def counted(self, shape: Shape, path: str) -> tuple[list[Weight], Output]:
        if not isinstance(self.layers, (tuple, list)):
            raise CountError(
                "layers must be a list, such as [hk.LSTM(10), hk.LSTM(7)], "
                "not {value}.",
                "TypeError",
                value=layer.shown(self.layers),
            )
        weights: list[Weight] = []
        states: list[Shape] = []
        taken: dict[str, int] = {}
        output = self.without_batch(shape)
        for each in self.layers:
            if not isinstance(each, Module):
                continue  # a function, such as jax.nn.relu
            number = taken[each.path] = taken.get(each.path, -1) + 1
            name = f"{each.path}_{number}" if number else each.path
            inside = (*shape[:-1], output[-1])
            more, output = each.counted(inside, name)
            weights += more
            if isinstance(each, Core):
                output, *rest = output
                states += rest
        return weights, [output, *states]


class Linear(Module):
    own = "linear"
    arguments = "output_size, with_bias=True, w_init=None, b_init=None, name=None"

    def counted(self, shape: Shape, path: str) -> tuple[list[Weight], Output]:
        n, m = known_features(shape[-1]), self.size("output_size")
        made = [matrix(f"{path}/w", (n, m))]
        if self.with_bias:
            made.append(weight(f"{path}/b", (m,)))
        return made, (*self.without_batch(shape)[:-1], m)


class Embed(Module):
    own = "embed"
    axes = 0
    example = "(13,)"
    arguments = """vocab_size=None, embed_dim=None, embedding_matrix=None, w_init=None,
        lookup_style='ARRAY_INDEX', name=None, precision=None"""

    def counted(self, shape: Shape, path: str) -> tuple[list[Weight], Output]:
        given = {each: getattr(self, each) or 0 for each in ("vocab_size", "embed_dim")}
        sizes = [check_size(*each, 1, zero="ValueError") for each in given.items()]
        made = [weight(f"{path}/embeddings", sizes)]
        return made, (*self.without_batch(shape), sizes[1])

    def batch_at(self, shape: Shape) -> int | None:
        return 0 if shape else None


LAYERS = {
    each.__name__: each for each in (LSTM, GRU, VanillaRNN, DeepRNN, Linear, Embed)
}
