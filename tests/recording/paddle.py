"""PaddlePaddle's answers. A call that ends the process is one without an output."""

import json
import os

from tests.engine.agreement import Layer, Refusal

NEEDS = ("paddlepaddle",)
os.environ.setdefault("GLOG_minloglevel", "3")

SIZES = ["10", "1", "0", "-1", "10.0", "'10'", "None", "True", "(3,)"]
FEATURES = ["5", "1", "-1", "5.0", "'5'", "None", "True", "(3,)"]
ATTR = ["False", "True", "None", "0", "1.5", "'b'", "paddle.ParamAttr()",
        "paddle.ParamAttr(trainable=False)", "paddle.ParamAttr(name='b')"]  # fmt: skip
ATTRS = {f"{w}_{k}_attr": ATTR for w in ("weight", "bias") for k in ("ih", "hh")}
TWO = {"input_size": FEATURES, "hidden_size": SIZES}
STACK = {
    "num_layers": ["1", "2", "3", "0", "-1", "True", "2.0", "'2'", "None"],
    "direction": ["'forward'", "'bidirect'", "'bidirectional'", "'backward'", "None",
                  "1"],
    "time_major": ["False", "True", "None", "1"],
    "dropout": ["0.5", "0", "1"],
    **ATTRS,
    "name": ["None", "'a'"],
}  # fmt: skip
SEQUENCES = (None, (2, 13, 5), (2, 13, 4), (13, 5), (2, 1, 5), (1, 13, 5))
# A batch of 2 would unpack as the two states of an LSTM.
THREES = (None, (3, 13, 5), (3, 13, 4), (3, 1, 5), (1, 13, 5))
ACTIVATION = ["'tanh'", "'relu'", "'sigmoid'", "None", "3"]
PROJECTED = ["0", "3", "9", "10", "11", "-1", "2.0", "'3'", "None", "True"]
STEPS = (None, (2, 5), (2, 4), (5,), (2, 3, 5), (1, 5))
CELLS = ["nn.LSTMCell(5, 10)", "nn.GRUCell(5, 10)", "nn.SimpleRNNCell(5, 10)",
         "nn.GRUCell(5, 7)", "nn.GRUCell(4, 10)",
         "nn.LSTMCell(5, 10, bias_ih_attr=False)"]  # fmt: skip
WIDE = (None, (2, 5), (2, 13, 5), (5,), (2, 4), ())
COUNT = ["6", "1", "0", "-1", "6.0", "'6'", "None"]
CHANNELS = {"num_features": COUNT}
BOTH = {"weight_attr": ATTR, "bias_attr": ATTR}
LINES, PICTURES = (2, 6, 9), (2, 6, 8, 8)
VIDEOS = (2, 6, 4, 4, 4)
AXES = {1: (None, LINES, (2, 5, 9), (2, 6), PICTURES, (6,)),
        2: (None, PICTURES, (2, 5, 8, 8), LINES, (2, 6, 1, 1)),
        3: (None, VIDEOS, (2, 5, 4, 4, 4), PICTURES)}  # fmt: skip
LASTS = {1: "'NLC'", 2: "'NHWC'", 3: "'NDHWC'"}
NORMS = [
    Layer("nn.LayerNorm",
          {"normalized_shape": [*COUNT, "True", "[6]", "(9, 6)", "[9, 0]"]},
          {"epsilon": ["1e-6"], "eps": ["1e-6"], "bias": ["False", "True"],
           "elementwise_affine": ["False", "True"], **BOTH},
          (None, (2, 9, 6), (6,), (2, 9, 5), (2, 8, 6), ())),
    Layer("nn.GroupNorm", {"num_groups": ["2", "3", "4", "6", "1"],
                           "num_channels": COUNT},
          {"affine": ["False"], "eps": ["1e-6"], **BOTH,
           "data_format": ["'NCHW'", "'NHWC'", "'N'"]},
          (None, PICTURES, LINES, (2, 6), (2, 5, 8, 8))),
    Layer("nn.BatchNorm", {"num_channels": COUNT},
          {"act": ["None", "'relu'"], "param_attr": ATTR, "bias_attr": ATTR,
           "is_test": ["True"]},
          (None, PICTURES, (2, 6), (2, 5, 8, 8))),
    Layer("nn.SyncBatchNorm", CHANNELS, BOTH, (None,)),
    *(Layer(f"nn.BatchNorm{n}D", CHANNELS,
            {**BOTH, "use_global_stats": ["True"], "momentum": ["0.1"]}, AXES[n])
      for n in (1, 2, 3)),
    *(Layer(f"nn.InstanceNorm{n}D", CHANNELS, BOTH | {"momentum": ["0.1"]}, AXES[n])
      for n in (1, 2, 3)),
]  # fmt: skip
KERNEL = {1: ["3", "1", "[3]", "(2,)", "(3, 2)", "'3'", "None", "2.0"],
          2: ["3", "1", "[3, 2]", "(3,)", "'3'", "None", "2.0"],
          3: ["2", "(2, 1, 3)", "(3, 2)"]}  # fmt: skip
FILTERS = ["4", "6", "3", "0", "-1", "4.0", "'4'", "None"]
READ = ["6", "5", "-1", "6.0", "'6'", "None"]
CONVOLUTIONS = [
    Layer(f"nn.Conv{n}D{kind}",
          {"in_channels": READ, "out_channels": FILTERS, "kernel_size": KERNEL[n]},
          {"stride": ["1", "2"], "padding": ["0", "1", f"{[1] * n}", f"{[1, 0] * n}"],
           "dilation": ["1", "2"], "groups": ["1", "2", "3", "4", "0"],
           "weight_attr": ATTR, "bias_attr": ATTR}
          | ({"output_padding": ["0"]} if kind else
             {"bias": ["False", "True"], "padding_mode": ["'zeros'", "'reflect'"],
              "padding": ["0", "1", f"{[1] * n}", "'SAME'", "'VALID'", "'same'"]}),
          AXES[n])
    for n in (1, 2, 3) for kind in ("", "Transpose")
]  # fmt: skip
DEEP = (None, (2, 13, 6), (2, 13, 5))
ONES = ["None", "False", "True", "paddle.ParamAttr(trainable=False)", "[None]",
        "[None, False]", "[False, None]", "[None, None, False]"]  # fmt: skip
LAYER = {"d_model": COUNT, "nhead": ["2", "3", "6", "4", "0", "-1", "None"],
         "dim_feedforward": ["16", "1", "0", "-1", "None"]}  # fmt: skip
DEPTH = ["2", "1", "0", "-1", "3", "None", "2.0", "True"]
FINAL = {"norm": ["None", "nn.LayerNorm(6)"]}
ATTENTION = [
    Layer("nn.MultiHeadAttention",
          {"embed_dim": COUNT,
           "num_heads": ["2", "3", "6", "1", "4", "0", "-1", "None"]},
          {"kdim": ["None", "6", "4"], "vdim": ["None", "6", "4"], "dropout": ["0.1"],
           "need_weights": ["False", "True"], **BOTH}, DEEP),
    Layer("nn.TransformerEncoderLayer", LAYER,
          {"activation": ["'relu'", "'gelu'"], "normalize_before": ["True"],
           "weight_attr": ONES, "bias_attr": ONES}, DEEP),
    Layer("nn.TransformerDecoderLayer", LAYER,
          {"activation": ["'relu'", "'gelu'"], "normalize_before": ["True"],
           "weight_attr": ONES, "bias_attr": ONES}, (None,)),
    Layer("nn.TransformerEncoder",
          {"encoder_layer": ["nn.TransformerEncoderLayer(6, 2, 16)",
                             "nn.TransformerEncoderLayer(6, 2, 8, bias_attr=False)",
                             "None", "nn.Linear(6, 6)"], "num_layers": DEPTH},
          FINAL, DEEP),
    Layer("nn.TransformerDecoder",
          {"decoder_layer": ["nn.TransformerDecoderLayer(6, 2, 16)",
                             "nn.TransformerDecoderLayer(6, 2, 8, bias_attr=False)"],
           "num_layers": DEPTH}, FINAL, (None,)),
]  # fmt: skip
SAME = [
    Layer("nn.PReLU", {"num_parameters": ["1", "6", "0", "-1", "None"]},
          {"init": ["0.1"], "weight_attr": [each for each in ATTR if each != "False"]},
          (None, PICTURES)),
    Layer("nn.Flatten", {}, {"start_axis": ["1", "0", "2"], "stop_axis": ["-1", "2"]},
          (None, PICTURES)),
    *(Layer(f"nn.{name}", {}, {}, (None, (2, 5)))
      for name in """ReLU ReLU6 LeakyReLU ELU CELU GELU Silu Swish Mish Sigmoid
          Hardsigmoid Hardswish Tanh Softplus Softsign Softmax LogSoftmax""".split()),
    Layer("nn.Dropout", {}, {"p": ["0.1", "0", "1"]}, (None, (2, 5))),
]  # fmt: skip
LAYERS = [
    Layer("nn.SimpleRNN", TWO, STACK | {"activation": ACTIVATION}, SEQUENCES),
    Layer("paddle.nn.LSTM", TWO, STACK | {"proj_size": PROJECTED}, SEQUENCES),
    Layer("nn.LSTM", TWO, {"direction": ["'bidirect'"], "num_layers": ["2", "3"],
                           "proj_size": ["3"], **ATTRS}, SEQUENCES),
    Layer("nn.GRU", TWO, STACK, SEQUENCES),
    Layer("nn.SimpleRNNCell", TWO, {"activation": ACTIVATION, **ATTRS}, STEPS),
    Layer("nn.LSTMCell", TWO, {**ATTRS, "proj_size": PROJECTED}, STEPS),
    Layer("nn.GRUCell", TWO, ATTRS, STEPS),
    Layer("nn.GRU", TWO | {"num_layers": ["2", "3", "1", "4"],
                           "bias_hh_attr": ["False"],
                           "bias_ih_attr": ["None", "False"]},
          {"direction": ["'bidirect'"]}, (None,)),
    Layer("nn.RNN", {"cell": CELLS},
          {"is_reverse": ["True", "False"], "time_major": ["True", "False"]},
          THREES),
    Layer("nn.BiRNN", {"cell_fw": CELLS, "cell_bw": CELLS},
          {"time_major": ["True", "False"]}, THREES),
    Layer("nn.Linear", {"in_features": FEATURES, "out_features": SIZES},
          {"weight_attr": ATTR, "bias_attr": ATTR}, WIDE),
    Layer("nn.Embedding", {"num_embeddings": ["100", *SIZES], "embedding_dim": SIZES},
          {"weight_attr": ATTR, "padding_idx": ["0", "-1", "100", "-101"]},
          (None, (2, 13), (3,))),
    *NORMS, *CONVOLUTIONS, *ATTENTION, *SAME,
]  # fmt: skip


def theirs(code, shape):
    """In a process of its own: a call may end it, without an exception."""
    import paddle  # here, so that the child does not need to

    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        for said in asked(paddle, code, shape):
            os.write(write, json.dumps(said).encode() + b"\n")
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as said:
        answers = [json.loads(line) for line in said]
    os.waitpid(child, 0)
    last = answers[-1]
    return Refusal(tuple(last["kinds"])) if "kinds" in last else last["said"]


def asked(paddle, code, shape):
    """The weights alone, and then with the output: the call may be the end."""
    nn = paddle.nn
    try:
        layer = eval(code, {"paddle": paddle, "nn": nn})
        weights = {
            name: (list(each.shape), not each.stop_gradient)
            for name, each in layer.named_parameters()
        }
        yield {"said": (weights, None)}
        if shape is not None:
            whole = isinstance(layer, nn.Embedding)
            output = layer(paddle.zeros(shape, "int64" if whole else "float32"))
            flat = paddle.utils.flatten(output)
            yield {"said": (weights, [list(each.shape) for each in flat])}
    except Exception as error:
        yield {"kinds": Refusal.of(error).kinds}


COMPUTED = [
    {"code": "nn.LSTM(3, 2)", "step": "lstm", "options": {"candidate": "g"}},
    {"code": "nn.LSTM(3, 2, proj_size=1)", "step": "lstm",
     "options": {"candidate": "g"}},
    {"code": "nn.GRU(3, 2)", "step": "gru", "options": {"candidate": "c"}},
]  # fmt: skip


def computed(code, draw, x):
    import paddle

    layer = eval(code, {"nn": paddle.nn})
    for name, each in layer.named_parameters():
        each.set_value(draw(name, each.shape))
    return layer(paddle.to_tensor(x[None]))[0][0, -1].numpy()
