"""The reshaping layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/reshaping_layers/. None of them has weights.
"""

from math import prod

from ..counting import CountError, product, whole
from ..types import Any, Output, Shape
from .base import Layer
from .checks import channels_first, check_whole, whole_tuple


class Flatten(Layer):
    min_ndim = 1

    arguments = "data_format=None, **kwargs"

    def _check(self) -> None:
        channels_first(self.data_format)

    def output(self, shape: Shape) -> Output:
        return (None, product(shape[1:]))


class Reshape(Layer):
    too_many = "AttributeError"

    arguments = "target_shape, **kwargs"

    def _check(self) -> None:
        sizes = self.target_shape
        if not isinstance(sizes, (tuple, list, str)):
            raise CountError(
                "target_shape must be a row of sizes, such as (13, 5), not {value}.",
                "TypeError",
                value=repr(sizes),
            )
        self.sizes = tuple(
            whole(size) if isinstance(size, int) else None for size in sizes
        )
        if any(size is not None and size < -1 for size in self.sizes):
            raise CountError(
                "The sizes in target_shape must be at least 0, or -1 for the one that "
                "Keras is to find, not {value}.",
                value=repr(sizes),
            )
        if self.sizes.count(-1) > 1:
            raise CountError("Only one size in target_shape may be -1.")

    def output(self, shape: Shape) -> Output:
        if None in shape[1:] or None in self.sizes:
            return (None, *(None if size == -1 else size for size in self.sizes))
        whole = prod(size or 0 for size in shape[1:])
        known = prod(size or 0 for size in self.sizes if size != -1)
        found = whole // known if -1 in self.sizes and known else 1
        if known * found != whole or (not known and -1 in self.sizes):
            raise CountError(
                "An input of {whole} numbers cannot take the shape {value}.",
                whole=whole,
                value=repr(self.sizes),
            )
        return (None, *(found if size == -1 else size for size in self.sizes))


class Permute(Layer):
    arguments = "dims, **kwargs"

    def _check(self) -> None:
        if not isinstance(self.dims, (tuple, list)) or not all(
            isinstance(axis, int) for axis in self.dims
        ):
            raise CountError(
                "dims must be a row of axes, such as (2, 1), not {value}.",
                "TypeError",
                value=repr(self.dims),
            )
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise CountError(
                "dims must name every axis once, counted from 1, such as (2, 1), not "
                "{value}.",
                value=repr(self.dims),
            )
        self.ndim = len(self.dims) + 1

    def output(self, shape: Shape) -> Output:
        return (None, *(shape[axis] for axis in self.dims))


class RepeatVector(Layer):
    ndim = 2

    arguments = "n, **kwargs"

    def _check(self) -> None:
        check_once("n", self.n)

    def output(self, shape: Shape) -> Output:
        return (None, self.n, shape[1])


class Stretched(Layer):
    """A layer that makes `rank` axes longer or shorter."""

    first = False
    rank: int

    def output(self, shape: Shape) -> Output:
        sizes = list(shape)
        for axis, change in enumerate(self.changes, start=2 if self.first else 1):
            if sizes[axis] is not None:
                sizes[axis] = self.stretch(sizes[axis], change)
        return tuple(sizes)


class Cropping(Stretched):
    """Cuts a number of places off both ends."""

    def _check(self) -> None:
        self.first = channels_first(self.data_format)
        if isinstance(self.cropping, int):
            check_whole("cropping", self.cropping, least=0)
        self.changes = both_ends("cropping", self.cropping, self.rank)

    def stretch(self, size: int, change: Any) -> Any:
        if sum(change) >= size:
            raise CountError(
                "cropping takes away {cut} of {size} places. Leave at least one.",
                cut=sum(change),
                size=size,
            )
        return size - sum(change)


class ZeroPadding(Stretched):
    """Puts a number of zeros before and after."""

    def _check(self) -> None:
        self.first = channels_first(self.data_format)
        self.changes = both_ends("padding", self.padding, self.rank)

    def stretch(self, size: int, change: Any) -> Any:
        if size + sum(change) < 0:
            raise CountError(
                "{argument} must be a whole number of at least {least}, not {value}.",
                argument="padding",
                least=0,
                value=repr(self.padding),
            )
        return size + sum(change)


class UpSampling(Stretched):
    """Repeats each place."""

    def stretch(self, size: int, change: Any) -> Any:
        return size * change


class Cropping1D(Cropping):
    rank, ndim = 1, 3

    arguments = "cropping=(1, 1), **kwargs"

    def _check(self) -> None:
        self.changes = [whole_tuple("cropping", self.cropping, 2, least=0)]


class Cropping2D(Cropping):
    rank, ndim = 2, 4

    arguments = "cropping=((0, 0), (0, 0)), data_format=None, **kwargs"


class Cropping3D(Cropping):
    rank, ndim = 3, 5

    arguments = "cropping=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs"


class ZeroPadding1D(ZeroPadding):
    rank, ndim = 1, 3

    arguments = "padding=1, data_format=None, **kwargs"

    def _check(self) -> None:
        self.first = channels_first(self.data_format)
        self.changes = [whole_tuple("padding", self.padding, 2, least=0)]


class ZeroPadding2D(ZeroPadding):
    rank, ndim = 2, 4

    arguments = "padding=(1, 1), data_format=None, **kwargs"


class ZeroPadding3D(ZeroPadding):
    rank, ndim = 3, 5

    arguments = "padding=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs"


class UpSampling1D(UpSampling):
    ndim = 3

    arguments = "size=2, **kwargs"

    def _check(self) -> None:
        check_once("size", self.size)
        self.changes = [self.size]


class UpSampling2D(UpSampling):
    ndim = 4

    arguments = "size=(2, 2), data_format=None, interpolation='nearest', **kwargs"

    def _check(self) -> None:
        self.first = channels_first(self.data_format)
        self.changes = whole_tuple("size", self.size, 2)
        if not isinstance(self.interpolation, str):
            raise CountError(
                "interpolation must be a text, such as 'nearest', not {value}.",
                "AttributeError",
                value=repr(self.interpolation),
            )


class UpSampling3D(UpSampling):
    ndim = 5

    arguments = "size=(2, 2, 2), data_format=None, **kwargs"

    def _check(self) -> None:
        self.first = channels_first(self.data_format)
        self.changes = whole_tuple("size", self.size, 3)


def check_once(argument: str, value: Any) -> None:
    """Refuse what is not a positive whole number; True is none, nor is 2.0."""
    if isinstance(value, (bool, float)):
        value = repr(value)
    check_whole(argument, value, "TypeError")


def both_ends(argument: str, value: Any, rank: int) -> Any:
    """(before, after) for each axis; one number stands for all."""
    if isinstance(value, int):
        return ((int(value),) * 2,) * rank
    if not isinstance(value, (tuple, list)) or len(value) != rank:
        raise CountError(
            "{argument} must be a whole number, or {n} pairs of them, not {value}.",
            argument=argument,
            n=rank,
            value=repr(value),
        )
    return tuple(whole_tuple(argument, each, 2, least=0) for each in value)
