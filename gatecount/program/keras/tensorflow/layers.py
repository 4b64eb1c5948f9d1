"""Layers of TensorFlow 1 beside the recurrent ones: dense, convolutions, norms.

The weights follow tf.layers and tf.contrib.layers of TensorFlow 1.15.
"""

from functools import partial

from ...session import current
from ...unknown import sized
from ..tensors import Tensor
from .cells import features_of
from .variable_scopes import numbered, shared
from .variables import add


def made(name, shape, reuse=False, trainable=True):
    shared(name, partial(add, name, shape, trainable), bool(reuse))


def dense(inputs, units, activation=None, use_bias=True, **named):
    name = named.get("name") or numbered("dense")
    units, again = sized(units), bool(named.get("reuse"))
    made(f"{name}/kernel", (features_of(inputs), units), again)
    if use_bias:
        made(f"{name}/bias", (units,), again)
    shape = getattr(inputs, "shape", None) or (None, None)
    return Tensor((*tuple(shape)[:-1], units))


def fully_connected(
    inputs,
    num_outputs,
    activation_fn=None,
    normalizer_fn=None,
    *values,
    biases_initializer=0,
    **named,
):
    if normalizer_fn is not None:
        current().lack("normalizer_fn")
    biased = normalizer_fn is None and biases_initializer is not None
    named["name"] = named.get("scope") or numbered("fully_connected")
    return dense(inputs, num_outputs, use_bias=biased, **named)


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
    "dense": dense,
    "batch_normalization": batch_normalization,
    "conv1d": convolution(1),
    "conv2d": convolution(2),
}
SLIM = {"batch_norm": batch_norm, "conv2d": slim_convolution}
SLIM |= dict.fromkeys(("fully_connected", "linear"), fully_connected)
