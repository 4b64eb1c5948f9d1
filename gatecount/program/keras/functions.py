"""Functions in `keras.layers` and `keras.ops.image`."""

from ...keras.convolution import slide
from .layers import CLASSES
from .operations.base import FUNCTIONS, dtype_of, op, result, shape_of, sizes_of


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


op("rgb_to_grayscale")(
    lambda images, data_format=None: result(
        (*shape_of(images)[:-1], 1), dtype_of(images)
    )
)


@op("extract_patches")
def patches(images, size, strides=None, dilation_rate=1, padding="valid", **named):
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
def fitted(images, *others, target_height=None, target_width=None, **named):
    shape = shape_of(images)
    return result((*shape[:-3], target_height, target_width, shape[-1]))


op("rgb_to_hsv", "hsv_to_rgb", "affine_transform", "gaussian_blur")(
    lambda images, *others, **named: result(shape_of(images), dtype_of(images))
)


NAMES = """resize rgb_to_grayscale extract_patches pad_images crop_images rgb_to_hsv
    hsv_to_rgb affine_transform gaussian_blur""".split()
IMAGES = {name: FUNCTIONS[name] for name in NAMES}
