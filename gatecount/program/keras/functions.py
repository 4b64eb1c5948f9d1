"""Functions in `keras.layers` and `keras.ops.image`."""

from __future__ import annotations

from ...keras.convolution import slide
from ...types import TYPE_CHECKING, Routine, Value
from .layers import CLASSES
from .operations.base import FUNCTIONS, dtype_of, op, result, shape_of, sizes_of

if TYPE_CHECKING:
    from .tensors import Tensor


def merging(name: str) -> Routine:
    def merge(inputs: Value, *values: Value, **named: Value) -> Value:
        return CLASSES[name](*values, **named)(inputs)

    return merge


MERGING = {
    name.lower(): merging(name)
    for name in "Add Average Concatenate Maximum Minimum Multiply Subtract".split()
}


def concatenate(inputs: Value, axis: Value = -1, **named: Value) -> Value:
    return CLASSES["Concatenate"](axis=axis, **named)(inputs)


def dot(inputs: Value, axes: Value = -1, **named: Value) -> Value:
    return CLASSES["Dot"](axes=axes, **named)(inputs)


MERGING |= {"concatenate": concatenate, "dot": dot}


@op("resize")
def resize(
    images: Value,
    size: Value,
    *values: Value,
    data_format: Value = None,
    **named: Value,
) -> Tensor:
    shape = shape_of(images)
    return result((*shape[:-3], *sizes_of(size), shape[-1]), dtype_of(images))


op("rgb_to_grayscale")(
    lambda images, data_format=None: result(
        (*shape_of(images)[:-1], 1), dtype_of(images)
    )
)


@op("extract_patches")
def patches(
    images: Value,
    size: Value,
    strides: Value = None,
    dilation_rate: Value = 1,
    padding: Value = "valid",
    **named: Value,
) -> Tensor:
    window = (size, size) if isinstance(size, int) else tuple(size)
    steps = window if strides is None else strides
    steps = (steps, steps) if isinstance(steps, int) else tuple(steps)
    shape = shape_of(images)
    channels = window[0] * window[1] * shape[-1]
    spread = (dilation_rate,) * 2 if isinstance(dilation_rate, int) else dilation_rate
    batched = shape if len(shape) == 4 else (None, *shape)
    after = slide(batched, window, steps, padding, False, channels, spread)
    front = shape[:1] if len(shape) == 4 else ()
    return result((*front, *after[1:]), dtype_of(images))


@op("pad_images", "crop_images")
def fitted(
    images: Value,
    *others: Value,
    target_height: Value = None,
    target_width: Value = None,
    **named: Value,
) -> Value:
    shape = shape_of(images)
    return result((*shape[:-3], target_height, target_width, shape[-1]))


op("rgb_to_hsv", "hsv_to_rgb", "affine_transform", "gaussian_blur")(
    lambda images, *others, **named: result(shape_of(images), dtype_of(images))
)


NAMES = """resize rgb_to_grayscale extract_patches pad_images crop_images rgb_to_hsv
    hsv_to_rgb affine_transform gaussian_blur""".split()
IMAGES = {name: FUNCTIONS[name] for name in NAMES}
