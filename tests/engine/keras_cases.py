"""What to try on every layer of Keras: values for each argument, and inputs."""

import inspect
import re

import keras

from gatecount.keras import LAYERS

CELLS = ("SimpleRNNCell", "LSTMCell", "GRUCell", "StackedRNNCells")
MERGING = "Add Subtract Multiply Average Maximum Minimum Concatenate Dot".split()
ATTENTION = [name for name in LAYERS if name.endswith("Attention")]
WRONG = [0, -1, 2.0, None, "3", True, [2], (1, 2), 1.5]

NUMBERS = [1, 2, 3, 4]
SWITCH = [True, False]
SHARED = {
    """units filters input_dim output_dim num_heads key_dim head_dim n depth_multiplier
    power_iterations""": NUMBERS,
    "value_dim sliding_window": [None, *NUMBERS],
    "num_query_heads num_key_value_heads": [4, 2, 1],
    "dropout recurrent_dropout rate stddev": [0, 0.5, 1.0],
    """negative_slope threshold alpha l1 l2 epsilon momentum renorm_momentum mask_value
    logit_soft_cap""": [0.1, 0, 1],
    """quantization_config gptq_unpacked_column_size weights renorm_clipping
    input_tensor tensor reverse_dtype""": [None],
}
VALUES = {
    **{name: tried for names, tried in SHARED.items() for name in names.split()},
    "groups": [1, 2, 3, -1],
    "data_format": [None, "channels_last", "channels_first"],
    "activation": [None, "relu", "softmax"],
    "initializer": [
        "zeros", "glorot_uniform", "orthogonal", "identity", None, "random_normal",
    ],
    "regularizer": [None, "l2", "L1"],
    "constraint": [None, "max_norm", "NonNeg"],
    "seed": [None, 3, -2],
    "stateful": [False, 0, True],
    "lora_rank": [None, 2, 0],
    "lora_alpha": [None, 2],
    "flash_attention": [None, False],
    "axes": [-1, 1, 2, (1, 2), (-1, 1), [2, 2]],
    "shared_axes": [None, 1, [1], [1, 2], (2,), 0],
    "dims": [(2, 1), (1,), (1, 2), (3, 1, 2), [2, 1]],
    "target_shape": [(-1,), (2, -1), (3, 4), (12,), (2, 2, -1), [-1, 3], ()],
    "noise_shape": [None, (None, 1, None), (1, 2)],
    "score_mode": ["dot", "concat"],
    "attention_axes": [None, 1, (1,), (1, 2), [-2]],
    "equation": [
        "abc,cd->abd", "ab,bc->ac", "...x,xy->...y", "ab...,bc->ac...",
        "abc,cde->abde", "abc,cde->abd", "ab,cd->ad",
    ],
    "bias_axes": [None, "c", "d", "y", "de", "bd"],
    "use_cudnn": ["auto", False, True],
    "merge_mode": ["concat", "sum", "mul", "ave", None],
    "max_value": [None, 6, 1.5],
    "interpolation": ["nearest", "bilinear"],
    "shape": [(3, 4), (None, 2), (), [5], None],
    "batch_shape": [None, (3, 4), (None, 2), [5]],
    "batch_size": [None, 3],
    "dtype": [None, "float32", "mixed_float16"],
    "name": [None, "mine"],
    "cell": [
        "LSTMCell(3)", "[LSTMCell(3), GRUCell(4)]", "StackedRNNCells([GRUCell(2)])",
        "SimpleRNNCell(2, trainable=False)", "GRUCell(3, reset_after=False)",
        "[LSTMCell(2), LSTMCell(3), StackedRNNCells([LSTMCell(4)])]",
    ],
    "cells": [
        "[LSTMCell(3)]", "[GRUCell(3), GRUCell(4), SimpleRNNCell(2)]",
        "[LSTMCell(3, name='low', trainable=False), GRUCell(2, use_bias=False)]",
    ],
    "layer": [
        "Dense(3)", "Dense(2, use_bias=False, trainable=False)", "LSTM(2)",
        "GRU(2, return_sequences=True)", "Conv1D(2, 2)", "Embedding(5, 2)", "Flatten()",
        "BatchNormalization()", "LSTM(2, return_state=True)", "Dense(3, lora_rank=2)",
        "TimeDistributed(Dense(3))", "Dropout(0.5)", "EinsumDense('ab,bc->ac', 3)",
    ],
}  # fmt: skip
OWN = {
    ("Bidirectional", "layer"): [
        "LSTM(3)", "GRU(3, return_sequences=True)", "SimpleRNN(2, return_state=True)",
        "RNN([LSTMCell(3), GRUCell(2)], return_state=True)", "LSTM(3, trainable=False)",
        "RNN(LSTMCell(3), trainable=False)", "LSTM(3, name='forward_own')",
        "ConvLSTM1D(2, 2, return_sequences=True)", "LSTM(2, go_backwards=True)",
        "GRU(3, reset_after=False, name='own')", "RNN(StackedRNNCells([GRUCell(2)]))",
    ],
    ("Bidirectional", "backward_layer"): [
        None, "LSTM(3, go_backwards=True)", "GRU(4, go_backwards=True)", "LSTM(3)",
        "RNN(GRUCell(2), go_backwards=True, return_state=True)",
    ],
    ("MultiHeadAttention", "output_shape"): [None, 4, (2, 3), [5]],
    ("EinsumDense", "output_shape"): [(None, 4), 4, (None, 2, 3), [3, 4]],
}  # fmt: skip


def values(name, argument):
    """What to try for one argument of one layer, the plainest first."""
    rank = int((re.search(r"(\d)D", name) or "11")[1])
    alike = [(1,) * rank, [2] * rank, tuple(range(1, rank + 1))]
    pairs = [2, 0, (1, 2), ((1, 2),) * rank, ((0, 1), (1, 0), (1, 1)), (1, 1, 1)]
    if (name, argument) in OWN:
        return OWN[name, argument]
    if argument == "padding" and "ZeroPadding" not in name:
        return ["valid", "same", "causal", "SAME"]
    if argument in ("padding", "cropping"):
        return pairs
    if argument in ("kernel_size", "pool_size", "output_size", "size"):
        return [2, 1, 3, *alike]
    if argument in ("strides", "dilation_rate"):
        return [1, 2, *alike] + [None] * ("Pool" in name)
    if argument == "output_padding":
        return [None, 0, 1, (0,) * rank]
    if argument == "axis":
        return [-1, 1, 2, -2, *([[1, 2], (-1,)] if "Norm" in name else [])]
    return VALUES.get(argument) or VALUES.get(argument.rpartition("_")[2], SWITCH)


def text(argument, value):
    """A value as it is written: layers stand for themselves."""
    layers = ("cell", "cells", "layer", "backward_layer")
    written = value if argument in layers and isinstance(value, str) else repr(value)
    return f"{argument}={written}"


def parameters(name):
    layer = getattr(keras.layers, name)
    known = inspect.signature(layer.__init__ if inspect.isclass(layer) else layer)
    return [
        each
        for each in known.parameters.values()
        if each.name != "self" and each.kind is not each.VAR_KEYWORD
    ]


def needed(name):
    """The plainest text for the arguments that must be given."""
    return {
        each.name: text(each.name, values(name, each.name)[0])
        for each in parameters(name)
        if each.default is each.empty
    }


def written(name, arguments):
    return f"{name}({', '.join(arguments)})"


def axes(code):
    """How many axes the input of a layer usually has, without the batch axis."""
    name = code.partition("(")[0]
    found = re.search(r"(\d)D", code)
    if name in CELLS:
        return 1
    if found:
        return int(found[1]) + 1 + ("ConvLSTM" in code) + name.startswith("TimeDist")
    return 1 if name == "RepeatVector" else 2


def inputs(code):
    """Input shapes for the grid, one of them with None."""
    name = code.partition("(")[0]
    if name in (*MERGING, *ATTENTION):
        return [[(4, 6), (4, 6)], [(None, 6)] * 3, (4, 6)]
    shape = (6, 4, 5, 6, 4)[: axes(code)]
    known = [] if name in CELLS else [(None, *shape[1:])]
    if not re.search(r"\d D|RNN|LSTM|GRU|Pool|Cell", code):
        known.append((6, 4, 3, 2)[: axes(code) + 1])
    return [shape, *known]


def grid(name):
    """(code, input shape): one argument after the other, all of its values."""
    basic = needed(name)
    calls = [basic]
    for each in parameters(name):
        for value in values(name, each.name):
            calls.append(basic | {each.name: text(each.name, value)})
    calls.append(basic | {"trainable": "trainable=False"})
    for code in dict.fromkeys(written(name, call.values()) for call in calls):
        for shape in inputs(code):
            yield code, shape


def random_case(name, choose, chance):
    """(code, input shape), with many arguments, sometimes wrong ones.

    `choose` takes one of a list, `chance` says yes with a probability.
    """
    wrong = choose([0, 0, 0.05, 0.2])
    call = []
    for each in parameters(name):
        required = each.default is each.empty
        if not (chance(1 - wrong / 4) if required else chance(0.3)):
            continue
        pool = WRONG if chance(wrong) else values(name, each.name)
        call.append(text(each.name, choose(pool)))
    if chance(wrong / 4):
        call.append("nonsense=1")
    code = written(name, call)

    def shape(number):
        return tuple(choose([None, 1, 2, 3, 4, 6, 8]) for _ in range(number))

    number = axes(code)
    if name not in CELLS and chance(wrong):
        number = choose([0, 1, 2, 3, 4])
    if name in (*MERGING, *ATTENTION) and chance(0.9):
        first = list(shape(number))
        several = []
        for _ in range(choose([2, 2, 2, 3, 1])):
            other = list(first)
            if other and chance(0.4):
                other[choose(range(len(other)))] = choose([1, 2, 3, None])
            several.append(tuple(other))
        return code, several
    return code, shape(number)
