"""MindSpore's answers, on the CPU; a cell is called with states of zeros."""

import os

from tests.engine.agreement import Layer, Refusal

NEEDS = ("mindspore", "numpy")
os.environ.setdefault("GLOG_v", "4")

SIZES = ["10", "1", "0", "-1", "10.0", "'10'", "None", "True", "(3,)"]
FEATURES = ["5", *SIZES]
FLAGS = ["True", "False", "0", "1", "None"]
TWO = {"input_size": FEATURES, "hidden_size": SIZES}
STACK = {
    "num_layers": ["1", "2", "3", "0", "-1", "True", "2.0", "'2'", "None"],
    "has_bias": FLAGS,
    "batch_first": FLAGS,
    "dropout": ["0.5", "0.0", "0", "1.0", "-0.5", "'a'"],
    "bidirectional": FLAGS,
    "dtype": ["ms.float32", "ms.float16"],
}
SEQUENCES = (None, (13, 2, 5), (13, 2, 4), (13, 5), (1, 2, 5), (13, 1, 5))
KINDS = ["'tanh'", "'relu'", "'foo'", "None", "3"]
STEPS = (None, (2, 5), (2, 4), (5,), (2, 3, 5), (1, 5))
WIDE = (None, (2, 5), (2, 13, 5), (5,), (2, 4), ())
LAYERS = [
    Layer("nn.RNN", TWO, STACK | {"nonlinearity": KINDS}, SEQUENCES),
    Layer("nn.LSTM", TWO, STACK, SEQUENCES),
    Layer("nn.GRU", TWO, STACK, SEQUENCES),
    Layer("nn.RNNCell", TWO, {"has_bias": FLAGS, "nonlinearity": KINDS}, STEPS),
    Layer("nn.LSTMCell", TWO, {"has_bias": FLAGS, "batch_size": ["1"]}, STEPS),
    Layer("nn.GRUCell", TWO, {"has_bias": FLAGS}, STEPS),
    Layer("nn.Dense", {"in_channels": FEATURES, "out_channels": SIZES},
          {"has_bias": FLAGS, "activation": ["'relu'", "None"]}, WIDE),
    Layer("nn.Embedding", {"vocab_size": ["100", *SIZES], "embedding_size": SIZES},
          {"use_one_hot": ["False"], "padding_idx": ["0", "None", "100"]},
          (None, (2, 13), (3,))),
]  # fmt: skip


def theirs(code, shape):
    import mindspore as ms
    import numpy
    from mindspore import nn

    def zeros(*sizes, dtype="float32"):
        return ms.Tensor(numpy.zeros(sizes, dtype))

    def shapes(value):
        if isinstance(value, tuple):
            return [shape for each in value for shape in shapes(each)]
        return [list(value.shape)]

    # Otherwise an error may come up in the next case.
    ms.set_context(pynative_synchronize=True)
    try:
        layer = eval(code, {"nn": nn, "ms": ms})
        weights = {
            name: (list(each.shape), each.requires_grad)
            for name, each in layer.parameters_and_names()
        }
        if shape is None:
            return weights, None
        whole = isinstance(layer, nn.Embedding)
        inputs = [zeros(*shape, dtype="int32" if whole else "float32")]
        if hasattr(layer, "hidden_size") and "Cell(" in code:
            state = zeros(*shape[:-1], layer.hidden_size)
            inputs.append((state, state) if "LSTM" in code else state)
        return weights, shapes(layer(*inputs))
    except Exception as error:
        return Refusal.of(error)


COMPUTED = [
    {"code": "nn.LSTM(3, 2)", "step": "lstm", "options": {"candidate": "g"}},
    {"code": "nn.GRU(3, 2)", "step": "gru", "options": {"candidate": "n"}},
]


def computed(code, draw, x):
    import mindspore as ms
    from mindspore import nn

    layer = eval(code, {"nn": nn})
    for name, each in layer.parameters_and_names():
        each.set_data(ms.Tensor(draw(name, each.shape)))
    return layer(ms.Tensor(x[:, None]))[0][-1, 0].asnumpy()
