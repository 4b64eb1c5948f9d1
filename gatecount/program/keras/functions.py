"""Functions in `keras.layers` and `keras.ops.image`."""

from .layers import CLASSES
from .operations.base import dtype_of, op, result, shape_of, sizes_of


def merging(name):
    def merge(inputs, *values, **named):
        return CLASSES[name](*values, **named)(inputs)

    return merge


MERGING = {
    name.lower(): merging(name)
    for name in "Add Average Concatenate Maximum Minimum Multiply Subtract".split()
}


def concatenate(inputs, axis=-1, **named):
    return CLASSES["Concatenate"](axis=axis, **named)(inputs)


def dot(inputs, axes=-1, **named):
    return CLASSES["Dot"](axes=axes, **named)(inputs)


MERGING |= {"concatenate": concatenate, "dot": dot}


@op("resize")
def resize(images, size, *values, data_format=None, **named):
    shape = shape_of(images)
    return result((*shape[:-3], *sizes_of(size), shape[-1]), dtype_of(images))


@op("rgb_to_grayscale")
def gray(images, data_format=None):
    return result((*shape_of(images)[:-1], 1), dtype_of(images))


IMAGES = {"resize": resize, "rgb_to_grayscale": gray}
