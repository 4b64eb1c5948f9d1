"""Layers of TensorFlow 1 beside the recurrent ones: dense, convolutions, norms.

The weights follow tf.layers and tf.contrib.layers of TensorFlow 1.15.
"""

from functools import partial

from ....types import Routine, Shape, Value
from ...session import current
from ...unknown import sized
from ..tensors import Tensor
from .cells import features_of
from .variable_scopes import numbered, shared
from .variables import add


def made(name: str, shape: Shape, reuse: Value = False, trainable: bool = True) -> None:
    shared(name, partial(add, name, shape, trainable), bool(reuse))


def dense(
    inputs: Value,
    units: Value,
    activation: Value = None,
    use_bias: Value = True,
    **named: Value,
) -> Tensor:
    name = named.get("name") or numbered("dense")
    units, again = sized(units), bool(named.get("reuse"))
    made(f"{name}/kernel", (features_of(inputs), units), again)
    if use_bias:
        made(f"{name}/bias", (units,), again)
    shape = getattr(inputs, "shape", None) or (None, None)
    return Tensor((*tuple(shape)[:-1], units))


def fully_connected(
    inputs: Value,
    num_outputs: Value,
    activation_fn: Value = None,
    normalizer_fn: Value = None,
    *values: Value,
    biases_initializer: Value = 0,
    **named: Value,
) -> Tensor:
    if normalizer_fn is not None:
        current().lack("normalizer_fn")
    biased = normalizer_fn is None and biases_initializer is not None
    named["name"] = named.get("scope") or numbered("fully_connected")
    return dense(inputs, num_outputs, use_bias=biased, **named)


def convolution(axes: int) -> Routine:
    """conv1d, conv2d: a kernel of these sizes, and a bias."""

    def layer(
        inputs: Value,
        filters: Value,
        kernel_size: Value,
        *values: Value,
        use_bias: Value = True,
        **named: Value,
    ) -> Value:
        filters, again = sized(filters), named.get("reuse")
        name = named.get("name") or numbered(f"conv{axes}d")
        several = isinstance(kernel_size, (list, tuple))
        sizes = sized(tuple(kernel_size if several else (kernel_size,) * axes))
        made(f"{name}/kernel", (*sizes, features_of(inputs), filters), again)
        if use_bias:
            made(f"{name}/bias", (filters,), again)
        return Tensor((*(None,) * (axes + 1), filters))

    return layer


def slim_convolution(
    inputs: Value,
    num_outputs: Value,
    kernel_size: Value,
    *values: Value,
    **named: Value,
) -> Value:
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


def normalized(
    inputs: Tensor, scale: Value, center: Value, name: Value, reuse: Value
) -> Value:
    """What it learns, and the two means that it only keeps."""
    learnt = ("gamma",) * bool(scale) + ("beta",) * bool(center)
    for each in (*learnt, "moving_mean", "moving_variance"):
        shape, trains = (features_of(inputs),), each in learnt
        made(f"{name}/{each}", shape, reuse, trains)
    return inputs


def batch_normalization(
    inputs: Value,
    axis: Value = -1,
    *values: Value,
    center: Value = True,
    scale: Value = True,
    **named: Value,
) -> Value:
    if axis not in (-1, len(getattr(inputs, "shape", None) or ()) - 1):
        current().lack("tf.layers.batch_normalization")
    name = named.get("name") or numbered("batch_normalization")
    return normalized(inputs, scale, center, name, named.get("reuse"))


def batch_norm(
    inputs: Value,
    decay: Value = 0.999,
    center: Value = True,
    scale: Value = False,
    *values: Value,
    **named: Value,
) -> Value:
    if named.get("data_format", "NHWC") != "NHWC":
        current().lack("tf.contrib.layers.batch_norm")
    name = named.get("scope") or numbered("BatchNorm")
    return normalized(inputs, scale, center, name, named.get("reuse"))


LAYERS: dict[str, Value] = {
    "dense": dense,
    "batch_normalization": batch_normalization,
    "conv1d": convolution(1),
    "conv2d": convolution(2),
}
SLIM = {"batch_norm": batch_norm, "conv2d": slim_convolution}
SLIM |= dict.fromkeys(("fully_connected", "linear"), fully_connected)
