"""MLX' answers, on the CPU."""

from tests.engine.agreement import Layer, Refusal

NEEDS = ("mlx", "mlx-cpu")

SIZES = ["10", "1", "0", "-1", "10.0", "'10'", "None", "True", "(3,)"]
FEATURES = ["5", *SIZES]
FLAGS = ["True", "False", "0", "None", "3"]
TWO = {"input_size": FEATURES, "hidden_size": SIZES}
SEQUENCES = (None, (2, 13, 5), (13, 5), (5,), (2, 13, 4), (2, 3, 13, 5), (2, 0, 5))
FUNCTIONS = ["nn.relu", "mx.tanh", "nn.tanh", "mx.sigmoid", "None", "'tanh'", "3", "0"]
WIDE = (None, (2, 5), (2, 13, 5), (5,), (2, 4), ())
LAYERS = [
    Layer("nn.RNN", TWO, {"bias": FLAGS, "nonlinearity": FUNCTIONS}, SEQUENCES),
    Layer("nn.LSTM", TWO, {"bias": FLAGS}, SEQUENCES),
    Layer("nn.GRU", TWO, {"bias": FLAGS}, SEQUENCES),
    Layer("nn.Linear", {"input_dims": FEATURES, "output_dims": SIZES},
          {"bias": FLAGS}, WIDE),
    Layer("nn.Embedding", {"num_embeddings": ["100", *SIZES], "dims": SIZES}, {},
          (None, (2, 13), (3,), ())),
]  # fmt: skip


def theirs(code, shape):
    import mlx.core as mx
    from mlx import nn
    from mlx.utils import tree_flatten

    try:
        layer = eval(code, {"nn": nn, "mx": mx})
        mx.eval(layer.parameters())
        trained = dict(tree_flatten(layer.trainable_parameters()))
        weights = {
            name: (list(each.shape), name in trained)
            for name, each in tree_flatten(layer.parameters())
        }
        if shape is None:
            return weights, None
        whole = isinstance(layer, nn.Embedding)
        output = layer(mx.zeros(shape, mx.int32 if whole else mx.float32))
        output = output if isinstance(output, tuple) else (output,)
        mx.eval(output)
        return weights, [list(each.shape) for each in output]
    except Exception as error:
        return Refusal.of(error)


COMPUTED = [
    {"code": "nn.LSTM(3, 2)", "step": "lstm", "options": {"candidate": "g"}},
    {"code": "nn.GRU(3, 2)", "step": "gru", "options": {"candidate": "n"}},
]


def computed(code, draw, x):
    import mlx.core as mx
    from mlx import nn
    from mlx.utils import tree_flatten

    layer = eval(code, {"nn": nn})
    for name, each in tree_flatten(layer.parameters()):
        setattr(layer, name, mx.array(draw(name, each.shape)))
    output = layer(mx.array(x))
    return (output[0] if isinstance(output, tuple) else output)[-1]
