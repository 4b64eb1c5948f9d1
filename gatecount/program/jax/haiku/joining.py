"""Modules of Haiku that are made of others, or only change a shape."""

from ....types import Value
from ...libraries import numpy
from ...libraries.array import Array, Data
from ...unknown import Unknown
from .. import trees
from .cores import Linear, Made


class Sequential(Made):
    arguments = "layers, name=None"

    def __call__(self, inputs: Value, *values: Value, **named: Value) -> Value:
        for place, each in enumerate(self.layers):
            inputs = each(inputs) if place else each(inputs, *values, **named)
        return inputs


class MLP(Made):
    arguments = """output_sizes, w_init=None, b_init=None, with_bias=True,
        activation=FUNCTION, activate_final=False, name=None"""

    def made(self) -> None:
        self.layers = tuple(
            Linear(size, self.with_bias, name=f"linear_{place}")
            for place, size in enumerate(self.output_sizes)
        )

    # As in Haiku, layers made by the constructor are named after it.
    vars(made)["named_like"] = "__init__"

    def __call__(self, inputs: Value, *values: Value, **named: Value) -> Value:
        for each in self.layers:
            inputs = each(inputs)
        return inputs


class MultiHeadAttention(Made):
    value_size: Value
    model_size: Value
    arguments = """num_heads, key_size, w_init_scale=None, *, w_init=None,
        with_bias=True, b_init=None, value_size=None, model_size=None, name=None"""

    def made(self) -> None:
        self.value_size = self.value_size or self.key_size
        self.model_size = self.model_size or self.key_size * self.num_heads

    def __call__(
        self, query: Value, key: Value, value: Value, mask: Value = None
    ) -> Value:
        heads = self.num_heads
        sizes = {"query": self.key_size, "key": self.key_size, "value": self.value_size}
        parts = [
            Linear(heads * sizes[name], self.with_bias, name=name)(each)
            for name, each in zip(sizes, (query, key, value))
        ]
        if parts[0].shape is None:
            joined = Array((Unknown("batch"), heads * self.value_size), "float32")
        else:
            joined = parts[0].like((*parts[0].shape[:-1], heads * self.value_size))
        return Linear(self.model_size, self.with_bias)(joined)


class Reshape(Made):
    arguments = "output_shape, preserve_dims=1, name=None"

    def __call__(self, inputs: Value) -> Value:
        inputs = numpy.array_of(inputs)
        if inputs.shape is None:
            return Data(f"{type(self).__name__}(…)").reshape(-1, self.output_shape[-1])
        if len(inputs.shape) <= self.preserve_dims:
            return inputs
        return numpy.FUNCTIONS["reshape"](
            inputs, (*inputs.shape[: self.preserve_dims], *self.output_shape)
        )


class Flatten(Reshape):
    arguments, output_shape = "preserve_dims=1, name=None", (-1,)


class BatchApply:
    """Axes in front as one, while the function runs."""

    def __init__(self, f: Value, num_dims: Value = 2) -> None:
        self.f, self.several = f, num_dims

    def __call__(self, *values: Value, **named: Value) -> Value:
        leaves = [numpy.array_of(each) for each in trees.leaves([values, named])]
        fitting = [each.shape for each in leaves
                   if each.shape and len(each.shape) >= self.several]  # fmt: skip
        front = fitting[0][: self.several] if fitting else ()

        def merged(value: Value) -> Value:
            value = numpy.array_of(value)
            if value.shape is None or len(value.shape) < self.several:
                return value
            size = Array(value.shape[: self.several]).size
            return value.like((size, *value.shape[self.several :]))

        found = self.f(*trees.mapped(merged, values), **trees.mapped(merged, named))
        return trees.mapped(
            lambda each: each.like((*front, *each.shape[1:])) if each.shape else each,
            found,
        )
