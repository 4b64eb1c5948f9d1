"""The settings that all layers share: dtypes, input shapes, sizes of weights."""

from ...counting import CountError
from ...types import NoReturn, Shape, Value
from ..unknown import Unknown
from .dtypes import dtype_name
from .scopes import state
from .tensors import refuse_shape


def policy_name(dtype: Value) -> Value:
    if dtype is None:
        return state().policy
    if isinstance(dtype, dict):
        return dtype.get("config", {}).get("name", "float32")
    return dtype_name(dtype)


def refuse_arguments(layer: str, unknown: dict[str, Shape | list[int]]) -> NoReturn:
    """Refuse arguments of Keras 2, and all others that no layer has."""
    name, value = next(iter(unknown.items()))
    if name == "batch_input_shape":
        error = CountError(
            "batch_input_shape is Keras 2: in Keras 3, begin the model with "
            "keras.Input(batch_shape={value}).",
            "ValueError",
            value=repr(value),
        )
    elif name == "input_length":
        error = CountError(
            "input_length is Keras 2: leave it out, or begin the model with "
            "keras.Input(shape=({value},)).",
            "ValueError",
            value=repr(value),
        )
    elif name == "weights":
        error = CountError(
            "weights is Keras 2: leave it out, since the number of parameters is the "
            "same, or call layer.set_weights after the model is built.",
            "ValueError",
        )
    else:
        error = CountError(
            "{layer} has no argument {unknown}. It takes {known}.",
            "ValueError",
            layer=layer,
            unknown=", ".join(unknown),
            known="activity_regularizer, trainable, dtype, autocast, name",
        )
    raise error


RANKS = dict.fromkeys(("LSTM", "GRU", "SimpleRNN", "Bidirectional", "Conv1D"), 2)
RANKS |= {"Dense": 1, "TimeDistributed": 2, "CuDNNLSTM": 2, "CuDNNGRU": 2, "Conv2D": 3}


def of_rank(layer: str, shape: Value) -> Value:
    """X.shape[1:] of data: the layer tells how many axes there are."""
    if isinstance(shape, Unknown) and not shape.shape and layer in RANKS:
        last = shape.number(f"{shape.text}[-1]")
        return (*[None] * (RANKS[layer] - 1), last)
    return shape


KERAS_2 = ("batch_input_shape", "input_length", "weights")


def check_weight_shape(layer: str, shape: Value) -> None:
    if isinstance(shape, int):
        refuse_shape(shape)
    for size in shape:
        if size is None:
            raise CountError(
                "{layer} needs to know every size that its weights depend on. Give "
                "a number instead of None in the input shape.",
                layer=layer,
            )


def refuse_outputs(kind: str) -> NoReturn:
    raise CountError(
        "A model takes inputs and outputs: write keras.Model(inputs=..., outputs=...).",
        kind,
    )
