"""The core layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/core_layers/. Shapes follow `build` in
keras/src/layers/core.
"""

import re
from collections.abc import Iterable

from ..checks import refuse_value
from ..counting import CountError, Weight, product, whole
from ..types import Any, NoReturn, Output, Shape
from .base import Layer, read_shape, read_sizes
from .checks import check_units, check_whole
from .values import PLAIN

# input, kernel -> output; and whether the axes left out are on the left.
EQUATIONS = (
    ("([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)", False),
    ("0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)", True),
    ("([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0", False),
)


class Dense(Layer):
    """kernel (n, units), bias (units,), for the last axis of n features."""

    min_ndim = 2

    arguments = """
        units, activation=None, use_bias=True,
        kernel_initializer='glorot_uniform', bias_initializer='zeros',
        kernel_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None,
        bias_constraint=None, lora_rank=None, lora_alpha=None,
        quantization_config=None, **kwargs
    """

    def _check(self) -> None:
        check_units(self.units, "ValueError")

    def build(self, shape: Shape) -> Iterable[Weight]:
        kernel = (shape[-1], self.units)
        steps = (product(shape[1:-1]),)
        weights = [self.weight("kernel", kernel, self.kernel_initializer, steps=steps)]
        if self.use_bias:
            weights.append(self.weight("bias", (self.units,), self.bias_initializer))
        return low_rank(self, weights, "kernel", self.units)

    def output(self, shape: Shape) -> Output:
        return (*shape[:-1], whole(self.units))


class EinsumDense(Layer):
    """A kernel and a bias whose axes are the letters of an equation."""

    output_shape: Shape
    arguments = """
        equation, output_shape, activation=None, bias_axes=None,
        kernel_initializer='glorot_uniform', bias_initializer='zeros',
        kernel_regularizer=None, bias_regularizer=None,
        kernel_constraint=None, bias_constraint=None, lora_rank=None,
        lora_alpha=None, gptq_unpacked_column_size=None,
        quantization_config=None, **kwargs
    """

    def _check(self) -> None:
        if not isinstance(self.equation, str):
            raise CountError(
                "equation must be a text such as 'ab,bc->ac', not {value}.",
                "TypeError",
                value=repr(self.equation),
            )
        sizes = self.output_shape
        sizes = (sizes,) if isinstance(sizes, int) else sizes
        if not isinstance(sizes, (tuple, list)):
            raise CountError(
                "{argument} must be a whole number or a row of them, not {value}.",
                "TypeError",
                argument="output_shape",
                value=repr(sizes),
            )
        self.output_shape = tuple(sizes)

    def build(self, shape: Shape) -> Iterable[Weight]:
        kernel, bias, _, steps = einsum(
            self.equation, self.bias_axes, shape, self.output_shape
        )
        weights = [
            self.weight("kernel", kernel, self.kernel_initializer, steps=(steps,))
        ]
        if bias is not None:
            weights.append(self.weight("bias", bias, self.bias_initializer))
        return low_rank(self, weights, "kernel", kernel[-1])

    def output(self, shape: Shape) -> Output:
        output = einsum(self.equation, self.bias_axes, shape, self.output_shape)[2]
        return tuple(size and whole(size) for size in output)


class Embedding(Layer):
    """embeddings (input_dim, output_dim): one row for each word."""

    too_many = "AttributeError"

    arguments = """
        input_dim, output_dim, embeddings_initializer='uniform',
        embeddings_regularizer=None, embeddings_constraint=None,
        mask_zero=False, weights=None, lora_rank=None, lora_alpha=None,
        quantization_config=None, **kwargs
    """

    def _accept(self, given: dict[str, Any]) -> None:
        length = given["kwargs"].pop("input_length", None)
        super()._accept(given)
        if length is not None and self.input_shape is None:
            self.input_shape = (length,)

    def _check(self) -> None:
        for argument in ("input_dim", "output_dim"):
            value = getattr(self, argument)
            check_whole(argument, None if value is True else value, "ValueError")
        if self.weights is not None:
            raise CountError(
                "weights cannot be given here. Leave it out: the number of parameters "
                "is the same.",
                "AttributeError",
            )

    def build(self, shape: Shape) -> Iterable[Weight]:
        table = (self.input_dim, self.output_dim)
        weights = [self.weight("embeddings", table, self.embeddings_initializer)]
        return low_rank(self, weights, "embeddings", self.output_dim)

    def output(self, shape: Shape) -> Output:
        return (*shape, whole(self.output_dim))


class ReversibleEmbedding(Embedding):
    """Also turns vectors back into words, with a table of its own if not tied."""

    arguments = """
        input_dim, output_dim, tie_weights=True,
        embeddings_initializer='uniform', embeddings_regularizer=None,
        embeddings_constraint=None, mask_zero=False, reverse_dtype=None,
        logit_soft_cap=None, **kwargs
    """

    def _accept(self, given: dict[str, Any]) -> None:
        for argument in ("weights", "lora_rank", "lora_alpha", "quantization_config"):
            given[argument] = given["kwargs"].pop(argument, None)
        super()._accept(given)

    def build(self, shape: Shape) -> Iterable[Weight]:
        weights = super().build(shape)
        if self.tie_weights:
            return weights
        if self.lora_rank:
            raise CountError(
                "lora_rank does not go together with {argument}. Leave one of them "
                "out.",
                argument="tie_weights=False",
            )
        back = (self.output_dim, self.input_dim)
        own = self.weight("reverse_embeddings", back, self.embeddings_initializer)
        return (*weights, own)


class PReLU(Layer):
    """alpha, as large as the input, with 1 along each shared axis."""

    arguments = """
        alpha_initializer='Zeros', alpha_regularizer=None,
        alpha_constraint=None, shared_axes=None, **kwargs
    """

    def build(self, shape: Shape) -> Iterable[Weight]:
        sizes = list(shape[1:])
        axes = self.shared_axes
        axes = axes if isinstance(axes, (list, tuple)) else [axes]
        for axis in axes if self.shared_axes is not None else ():
            if not isinstance(axis, int):
                raise CountError(
                    "{argument} must be a whole number, not {value}.",
                    "TypeError",
                    argument="shared_axes",
                    value=repr(axis),
                )
            if not -len(sizes) < axis <= len(sizes):
                raise CountError(
                    "There is no axis {axis}: with the batch axis, which is axis 0, "
                    "the input has {axes} axes.",
                    "IndexError",
                    axis=axis,
                    axes=len(shape),
                )
            sizes[axis - 1] = 1
        return (self.weight("alpha", sizes, self.alpha_initializer),)


class InputLayer(Layer):
    """What comes in, as it is: its own shape, and no weights."""

    arguments = """
        shape=None, batch_size=None, dtype=None, sparse=None, ragged=None,
        batch_shape=None, input_tensor=None, optional=False, name=None,
        **kwargs
    """

    def _accept(self, given: dict[str, Any]) -> None:
        others = given.get("kwargs", {})
        if given.get("tensor", given.get("input_tensor")) is not None:
            raise CountError("A tensor cannot be given here: write shape=(13, 5).")
        given["shape"] = others.pop("input_shape", given["shape"])
        given["batch_shape"] = others.pop("batch_input_shape", given["batch_shape"])
        # Keras drops every other argument here without a word.
        given["kwargs"] = {}
        super()._accept(given)

    def _check(self) -> None:
        if self.dtype is not None and self.dtype not in PLAIN:
            refuse_value("dtype", repr(self.dtype), PLAIN)
        if self.sparse and self.ragged:
            raise CountError("An input is sparse or ragged, not both.")
        if self.batch_shape is not None and (self.shape, self.batch_size) != (
            None,
            None,
        ):
            raise CountError("Give either shape or batch_shape, not both.")
        if self.shape is None and self.batch_shape is None:
            raise CountError(
                "{layer} needs {argument}: write {layer}({argument}=...).",
                layer=type(self).__name__,
                argument="shape",
            )
        if self.batch_shape is None:
            self.input_shape = read_shape(self.shape)[1:]
            self.whole = (*read_sizes([self.batch_size])[1:], *self.input_shape)
        else:
            self.whole = read_shape(self.batch_shape)[1:]
            self.input_shape = self.whole[1:]

    def output(self, shape: Shape) -> Output:
        return self.whole


class Input(InputLayer):
    arguments = """
        shape=None, batch_size=None, dtype=None, sparse=None, ragged=None,
        batch_shape=None, name=None, tensor=None, optional=False
    """


def low_rank(
    layer: Layer, weights: Iterable[Weight], name: str, width: int
) -> tuple[Weight, ...]:
    """With `lora_rank`: two thin matrices are trained in place of the large one."""
    weights = tuple(weights)
    rank = layer.lora_rank
    if not rank:
        return weights
    if getattr(layer, f"{name}_constraint") is not None:
        raise CountError(
            "lora_rank does not go together with {argument}. Leave one of them out.",
            argument=f"{name}_constraint",
        )
    large = weights[0]
    thin = (
        layer.weight(f"lora_{name}_a", (*large.shape[:-1], rank)),
        layer.weight(f"lora_{name}_b", (rank, width)),
    )
    return (large.but(trainable=False), *weights[1:], *thin)


def einsum(equation: str, bias_axes: Any, shape: Shape, output_shape: Any) -> Any:
    """The shapes of kernel, bias and output, as in core/einsum_dense.py.

    Then, how often the kernel is used: at each place along the output's axes that
    it does not have, but for the batch axis.
    """
    text = equation.replace("...", "0")
    found = [(re.match(pattern, text), left) for pattern, left in EQUATIONS]
    letters, left = next((each for each in found if each[0]), (None, False))
    if not letters:
        raise CountError(
            "The equation {equation} must look like 'ab,bc->ac', '...b,bc->...c' or "
            "'ab...,bc->ac...'.",
            equation=repr(equation),
        )
    try:
        read, kernel, written = letters.groups()
        found = _einsum(read, kernel, written, left, bias_axes, shape, output_shape)
        return *found, _places(read, kernel, written, left, shape)
    except IndexError as error:
        raise CountError(
            "The equation {equation} has another number of axes than the input or the "
            "output_shape. Each letter stands for one axis, the batch axis included.",
            "IndexError",
            equation=repr(equation),
        ) from error


def _einsum(
    read: Any,
    kernel: Any,
    written: str,
    left: Any,
    bias_axes: Any,
    shape: Shape,
    output_shape: Any,
) -> Any:
    elided = len(shape) - len(read)
    output = [shape[0], *output_shape]
    if elided > 0 and left:
        output[1:1] = reversed(shape[1:elided])
    elif elided > 0:
        output += shape[-elided:]
    shift = elided if left else 0
    source = {
        letter: axis + (shift - len(shape) if left else 0)
        for axis, letter in enumerate(read)
    }
    target = {letter: axis + shift for axis, letter in enumerate(written)}
    for letter in read:
        if letter in target:
            size = output[target[letter]]
            if size is not None and size != shape[source[letter]]:
                raise CountError(
                    "The axis {letter} has {given} in the input and {size} in "
                    "output_shape. Make them equal, or write None in output_shape.",
                    letter=letter,
                    given=shape[source[letter]],
                    size=size,
                )
    for letter in written:
        if letter not in read and letter not in kernel:
            refuse_letter(letter)
    sizes = []
    for letter in kernel:
        if letter in target:
            sizes.append(output[target[letter]])
        elif letter in source:
            sizes.append(shape[source[letter]])
        else:
            refuse_letter(letter)
    if bias_axes is None:
        return sizes, None, output
    if (
        not isinstance(bias_axes, str)
        or not bias_axes
        or not set(bias_axes) <= set(written)
    ):
        raise CountError(
            "bias_axes must be letters of the output {written}, not {value}.",
            written=repr(written),
            value=repr(bias_axes),
        )
    every = {letter: output[axis + shift] for axis, letter in enumerate(written)}
    first = min(map(written.find, bias_axes))
    bias = [every[each] if each in bias_axes else 1 for each in written[first:]]
    return sizes, bias + [1] * (0 if left else elided), output


def _places(read: Any, kernel: Any, written: str, left: Any, shape: Shape) -> Any:
    elided = "." * (len(shape) - len(read))
    letters = elided + read if left else read + elided
    kept = {".", *written}.difference(kernel)
    return product(
        size for letter, size in zip(letters[1:], shape[1:]) if letter in kept
    )


def refuse_letter(letter: Any) -> NoReturn:
    raise CountError(
        "The axis {letter} stands on one side of the equation only. Write it on both "
        "sides of the comma or of the arrow.",
        letter=letter,
    )
