"""Layers of TensorFlow 1 beside the recurrent ones: convolutions and norms.

The weights follow tf.layers and tf.contrib.layers of TensorFlow 1.15.
"""

from functools import partial

from ...session import current
from ...unknown import sized
from ..tensors import Tensor
from .first import add, features_of
from .variable_scopes import numbered, shared


def made(name, shape, reuse=False, trainable=True):
    shared(name, partial(add, name, shape, trainable), bool(reuse))


def convolution(axes):
    """conv1d, conv2d: a kernel of these sizes, and a bias."""

    def layer(inputs, filters, kernel_size, *values, use_bias=True, **named):
        filters, again = sized(filters), named.get("reuse")
        name = named.get("name") or numbered(f"conv{axes}d")
        several = isinstance(kernel_size, (list, tuple))
        sizes = sized(tuple(kernel_size if several else (kernel_size,) * axes))
        made(f"{name}/kernel", (*sizes, features_of(inputs), filters), again)
        if use_bias:
            made(f"{name}/bias", (filters,), again)
        return Tensor((*(None,) * (axes + 1), filters))

    return layer


def slim_convolution(inputs, num_outputs, kernel_size, *values, **named):
    """tf.contrib.layers.conv2d: a bias, if nothing normalizes."""
    normal = named.get("normalizer_fn")
    if normal is not None:
        current().lack("normalizer_fn")
    biased = normal is None and named.get("biases_initializer", 0) is not None
    name = named.get("scope") or numbered("Conv")
    return convolution(2)(
        inputs,
        num_outputs,
        kernel_size,
        use_bias=biased,
        name=name,
        reuse=named.get("reuse"),
    )


def normalized(inputs, scale, center, name, reuse):
    """What it learns, and the two means that it only keeps."""
    learnt = ("gamma",) * bool(scale) + ("beta",) * bool(center)
    for each in (*learnt, "moving_mean", "moving_variance"):
        shape, trains = (features_of(inputs),), each in learnt
        made(f"{name}/{each}", shape, reuse, trains)
    return inputs


def batch_normalization(inputs, axis=-1, *values, center=True, scale=True, **named):
    if axis not in (-1, len(getattr(inputs, "shape", None) or ()) - 1):
        current().lack("tf.layers.batch_normalization")
    name = named.get("name") or numbered("batch_normalization")
    return normalized(inputs, scale, center, name, named.get("reuse"))


def batch_norm(inputs, decay=0.999, center=True, scale=False, *values, **named):
    if named.get("data_format", "NHWC") != "NHWC":
        current().lack("tf.contrib.layers.batch_norm")
    name = named.get("scope") or numbered("BatchNorm")
    return normalized(inputs, scale, center, name, named.get("reuse"))


LAYERS = {
    "batch_normalization": batch_normalization,
    "conv1d": convolution(1),
    "conv2d": convolution(2),
}
SLIM = {"batch_norm": batch_norm, "conv2d": slim_convolution}
