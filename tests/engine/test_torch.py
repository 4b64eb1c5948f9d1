"""The engine against the real PyTorch: the same text to both, weight by weight."""

import inspect
import time
import warnings
from collections import OrderedDict
from itertools import product

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from gatecount import CountError, arguments, count, signature
from gatecount import torch as gatecount_torch
from tests.engine.evidence import record
from tests.kept import kept

NAMES = {
    **{name: getattr(nn, name) for name in gatecount_torch.LAYERS},
    "nn": nn,
    "torch": torch,
    "OrderedDict": OrderedDict,
    "F": nn.functional,
}
INPUTS = {
    "Bilinear": 2,
    "MultiheadAttention": 3,
    "TransformerDecoderLayer": 2,
    "TransformerDecoder": 2,
    "Transformer": 2,
    "CosineSimilarity": 2,
    "PairwiseDistance": 2,
    "AdaptiveLogSoftmaxWithLoss": 2,
    "MaxUnpool1d": 2,
    "MaxUnpool2d": 2,
    "MaxUnpool3d": 2,
}
EXAMPLES = 30
TALLY = "layers compared with PyTorch, weight by weight"


def outputs(result):
    """Shapes of all tensors that forward() returned, in order."""
    if isinstance(result, torch.Tensor):
        return [tuple(result.shape)]
    return [shape for each in result for shape in outputs(each)]


def feed(code, shapes):
    """Construct anew, feed zeros: what the text says, and nothing remembered."""
    module = eval(code, NAMES.copy())
    whole = any(
        isinstance(each, (nn.Embedding, nn.EmbeddingBag))
        for each in (module, *(module[:1] if isinstance(module, nn.Sequential) else ()))
    )
    dtype = next((each.dtype for each in module.parameters()), None)
    given = [torch.zeros(each, dtype=torch.long if whole else dtype) for each in shapes]
    if "MaxUnpool" in code:  # its second input is the places of the maxima
        given[1] = given[1].long()
    with torch.no_grad():
        return module, outputs(module(*given))


class Refused(str):
    """The name of the error with which PyTorch refused an input."""


@kept("torch")
def judged(code, shapes, axes):
    """What PyTorch says: parameters and output shapes, or its refusal.

    Run with twice the batch, too: what differs is None.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            module = eval(code, NAMES.copy())
            if shapes is None:
                return weights_of(module), None
        except Exception as error:
            return type(error).__name__
        try:
            module, given = feed(code, shapes)
        except Exception as error:
            return Refused(type(error).__name__)
        return weights_of(module), with_batch_unknown(code, shapes, axes, given)


def weights_of(module):
    """A lazy module that has not seen an input raises here."""
    return [
        (name, tuple(each.shape), each.requires_grad)
        for name, each in module.named_parameters()
    ]


def with_batch_unknown(code, shapes, axes, given):
    """`given` with None wherever it differs when the batch is twice as large."""
    more = [
        tuple((2 * size or 2) if n == axis else size for n, size in enumerate(shape))
        for shape, axis in zip(shapes, axes)
    ]
    try:
        return [
            tuple(a if a == b else None for a, b in zip(one, two))
            for one, two in zip(given, feed(code, more)[1])
        ]
    except Exception:  # an axis of fixed size, so no batch
        return given


def counted(code, shapes):
    try:
        answer = count(code, framework="torch", input_shape=shapes)
    except CountError as error:
        assert str(error) and ("{" not in str(error) or "{" in code)
        return error.framework_error
    weights = [(each.name, each.shape, each.trainable) for each in answer.weights]
    given = answer.output_shape
    return weights, [given] if isinstance(given, tuple) else given


def batch_axis(code, shape):
    """Where the documentation of the class puts N."""
    name = code.partition("(")[0].removeprefix("torch.").removeprefix("nn.")
    if name == "Sequential":
        return batch_axis(code.partition("(")[2], shape)
    axes = len(shape)
    if name in ("RNN", "LSTM", "GRU") or "Attention" in name or "Transformer" in name:
        first = "batch_first=True" in code
        return (0 if first else 1) if axes == 3 else None
    spatial = {"Conv", "Pool", "pool", "Pad", "InstanceNorm"}
    if any(each in name for each in spatial):
        return 0 if axes == int(name[-2]) + 2 else None
    if name == "EmbeddingBag":
        return 0
    if name in ("Fold", "Unfold"):
        return 0 if axes == (3 if name == "Fold" else 4) else None
    return 0 if axes > 1 else None


def agree(code, shapes=None, tally=None, any_refusal=False):
    """Both sides say the same of `code`; `shapes` is one shape, or a list.

    With `any_refusal`, of an input with several faults each may name another.
    """
    given = shapes
    axes = ()
    if shapes is not None:
        name = code.partition("(")[0].removeprefix("nn.")
        alike = [shapes] * INPUTS.get(name, 1)
        shapes = shapes if isinstance(shapes, list) else alike
        axes = [batch_axis(code, shape) for shape in shapes]
        if name == "EmbeddingBag" and len(shapes) == 2:
            axes = [None, 0]
        if name in ("Bilinear", "MultiheadAttention"):
            given = shapes
    ours, theirs = counted(code, given), judged(code, shapes, axes)
    if any_refusal and isinstance(ours, str) and isinstance(theirs, Refused):
        ours = theirs
    names = None if isinstance(theirs, str) else [each[:2] for each in theirs[0]]
    record("torch", code, given, names, ours == theirs)
    assert ours == theirs, f"{code} on {shapes}"
    if tally is not None:
        tally[TALLY] += 1
    return isinstance(theirs, tuple)


# A written grid: for each class, what is put between the brackets, and inputs.


def texts(*parts):
    """Every combination of one piece from each list."""
    return ["".join(pieces) for pieces in product(*parts)]


COMPARED = [  # of tensors, for what compares two
    None,
    (2, 4),
    (4,),
    [(2, 4), (2, 1)],
    [(2, 4), (2, 3)],
    [(3, 4), (4,)],
    (),
    (2, 3, 4),
]

RECURRENT = [
    "",
    ", num_layers=3",
    ", bias=False",
    ", batch_first=True",
    ", dropout=0.5, num_layers=2",
    ", bidirectional=True",
    ", num_layers=2, bidirectional=True, bias=False",
    ", num_layers=2, bidirectional=True, batch_first=True",
    ", device='cpu', dtype=torch.float64",
]
PLACE = ["", ", bias=False", ", device=None", ", dtype=torch.float32"]
SEQUENCES = [None, (13, 2, 5), (1, 1, 5), (4, 5), (13, 2, 4), (5,), (2, 2, 2, 5)]
GRID = {
    "RNN": (
        texts(
            ["5, 10", "5, 1", "input_size=5, hidden_size=3", "5, 10, 2, 'relu'"],
            [*RECURRENT[:1], *RECURRENT[2:4], ", bidirectional=True"],
        ),
        SEQUENCES,
    ),
    "LSTM": (
        texts(["5, 10", "5, 1", "input_size=5, hidden_size=3"], RECURRENT),
        SEQUENCES,
    ),
    "GRU": (
        texts(["5, 10", "5, 1", "input_size=5, hidden_size=3"], RECURRENT),
        SEQUENCES,
    ),
    "RNNCell": (
        texts(["5, 10", "5, 1", "5, 3, nonlinearity='relu'"], PLACE),
        [None, (2, 5), (5,), (2, 4), (1, 2, 5)],
    ),
    "LSTMCell": (
        texts(["5, 10", "5, 1"], PLACE),
        [None, (2, 5), (5,), (2, 4), (1, 2, 5)],
    ),
    "GRUCell": (
        texts(["5, 10", "5, 1"], PLACE),
        [None, (2, 5), (5,), (2, 4), (1, 2, 5)],
    ),
    "Linear": (
        texts(["5, 10", "5, 1", "5, 0", "out_features=3, in_features=5"], PLACE),
        [None, (2, 5), (5,), (2, 13, 5), (2, 4), ()],
    ),
    "Bilinear": (
        texts(["5, 4, 3", "5, 5, 1"], PLACE),
        [
            None,
            [(2, 5), (2, 4)],
            [(2, 5), (2, 5)],
            [(5,), (4,)],
            [(2, 3, 5), (2, 3, 4)],
            [(2, 5), (3, 4)],
            [(2, 5)],
        ],
    ),
    "Embedding": (
        texts(
            ["10, 3", "1, 1", "10, 3, padding_idx=2", "10, 3, -10"],
            ["", ", _freeze=True", ", sparse=True", ", max_norm=1, norm_type=1"],
        ),
        [None, (2, 13), (4,), (), (2, 3, 4)],
    ),
    "EmbeddingBag": (
        texts(
            ["10, 3", "10, 3, padding_idx=2"],
            [
                "",
                ", mode='sum'",
                ", mode='max'",
                ", mode='max', scale_grad_by_freq=True",
                ", mode='x'",
                ", include_last_offset=True",
            ],
        ),
        [None, (2, 13), (4,), (2, 3, 4), [(13,), (2,)], [(2, 13), (2,)]],
    ),
    "Conv1d": (
        texts(
            ["4, 6, 3", "4, 6, (2,)", "4, 4, 1"],
            [
                "",
                ", stride=2",
                ", padding=2",
                ", padding='same'",
                ", padding='valid'",
                ", dilation=2",
                ", groups=2",
                ", bias=False",
                ", padding_mode='circular', padding=1",
                ", padding_mode='reflect', padding='same'",
                ", padding_mode='replicate', padding=2, stride=3",
            ],
        ),
        [None, (2, 4, 7), (4, 7), (2, 3, 7), (2, 4, 1), (4,)],
    ),
    "Conv2d": (
        texts(
            ["4, 6, 3", "4, 6, (2, 3)", "4, 4, 1"],
            [
                "",
                ", stride=(2, 1)",
                ", padding=(0, 2)",
                ", padding='same'",
                ", dilation=2",
                ", groups=2",
                ", groups=4",
                ", bias=False",
                ", padding_mode='reflect', padding=1",
            ],
        ),
        [None, (2, 4, 7, 6), (4, 7, 6), (2, 4, 7), (2, 3, 7, 6), (2, 4, 1, 1)],
    ),
    "Conv3d": (
        texts(
            ["4, 6, 2", "4, 6, (1, 2, 3)"],
            [
                "",
                ", stride=2",
                ", padding=1",
                ", bias=False",
                ", padding_mode='circular', padding=1",
            ],
        ),
        [None, (2, 4, 5, 4, 3), (4, 5, 4, 3), (4, 5, 4)],
    ),
    "ConvTranspose1d": (
        texts(
            ["4, 6, 3", "4, 6, (2,)"],
            [
                "",
                ", stride=2",
                ", stride=2, output_padding=1",
                ", output_padding=1",
                ", padding=1",
                ", dilation=2",
                ", groups=2",
                ", bias=False",
            ],
        ),
        [None, (2, 4, 7), (4, 7), (2, 3, 7), (4,)],
    ),
    "ConvTranspose2d": (
        texts(
            ["4, 6, 3", "4, 6, (2, 3)"],
            [
                "",
                ", stride=(2, 3), output_padding=(1, 2)",
                ", padding=1",
                ", dilation=2",
                ", groups=2",
                ", bias=False",
            ],
        ),
        [None, (2, 4, 5, 7), (4, 5, 7), (2, 3, 5, 7)],
    ),
    "ConvTranspose3d": (
        texts(["4, 6, 2"], ["", ", stride=2", ", bias=False"]),
        [None, (2, 4, 3, 4, 5)],
    ),
    "LayerNorm": (
        texts(
            ["5", "(3, 5)", "[5]", "()"],
            ["", ", bias=False", ", elementwise_affine=False", ", eps=1"],
        ),
        [None, (2, 5), (2, 3, 5), (5,), (2, 4)],
    ),
    "RMSNorm": (
        texts(["5", "(3, 5)"], ["", ", elementwise_affine=False", ", eps=1e-6"]),
        [None, (2, 5), (2, 3, 5), (5,), (2, 4)],
    ),
    "GroupNorm": (
        texts(["2, 4", "4, 4", "1, 4", "3, 4"], ["", ", affine=False", ", bias=False"]),
        [None, (2, 4), (2, 4, 3), (4,), (1, 4), (2, 6, 3)],
    ),
    "PReLU": (
        ["", "3", "num_parameters=3, init=0.1", "1, 0"],
        [None, (2, 3), (2, 4), (3,), ()],
    ),
    "MultiheadAttention": (
        texts(
            ["8, 2", "8, 8", "8, 3"],
            [
                "",
                ", kdim=4",
                ", vdim=4",
                ", kdim=4, vdim=3, bias=False",
                ", add_bias_kv=True",
                ", add_zero_attn=True",
                ", batch_first=True",
                ", bias=False",
                ", dropout=0.5, add_bias_kv=True, add_zero_attn=True",
            ],
        ),
        [
            None,
            [(3, 2, 8)] * 3,
            [(3, 8)] * 3,
            [(3, 2, 8), (5, 2, 4), (5, 2, 8)],
            [(2, 3, 8), (2, 5, 8), (2, 5, 8)],
            [(3, 2, 7)] * 3,
            [(8,)] * 3,
        ],
    ),
    "TransformerEncoderLayer": (
        texts(
            ["8, 2, 16", "8, 2", "8, 3"],
            [
                "",
                ", activation='gelu'",
                ", activation=F.gelu",
                ", activation=nn.PReLU(3)",
                ", norm_first=True",
                ", batch_first=True",
                ", bias=False",
                ", dropout=2",
            ],
        ),
        [None, (3, 2, 8), (3, 8), (3, 2, 7)],
    ),
    "TransformerDecoderLayer": (
        texts(
            ["8, 2, 16"],
            [
                "",
                ", activation='gelu'",
                ", activation=nn.PReLU()",
                ", norm_first=True",
                ", batch_first=True",
                ", bias=False",
            ],
        ),
        [
            None,
            (3, 2, 8),
            [(3, 2, 8), (5, 2, 8)],
            [(2, 3, 8), (2, 5, 8)],
            [(3, 8), (5, 8)],
            (3, 2, 7),
        ],
    ),
    "TransformerEncoder": (
        [
            "nn.TransformerEncoderLayer(8, 2, 16), 3",
            "nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), num_layers=2, "
            "norm=nn.LayerNorm(8)",
            "nn.Linear(8, 8), 2",
            "5, 2",
            "nn.TransformerEncoderLayer(8, 2, 16), 0",
            "nn.TransformerEncoderLayer(8, 2, 16), 2.0",
            "nn.TransformerEncoderLayer, 2",
        ],
        [None, (3, 2, 8), (3, 8)],
    ),
    "TransformerDecoder": (
        [
            "nn.TransformerDecoderLayer(8, 2, 16), 3",
            "nn.TransformerDecoderLayer(8, 2, 16), 2, nn.LayerNorm(8)",
            "nn.TransformerEncoderLayer(8, 2, 16), 2",
        ],
        [None, [(3, 2, 8), (5, 2, 8)]],
    ),
    "Transformer": (
        [
            "8, 2, 1, 2, 16",
            "8, 2, 1, 1, 16, bias=False",
            "8, 2, 1, 1, 16, batch_first=True",
            "8, 3",
        ],
        [None, [(3, 2, 8), (5, 2, 8)]],
    ),
    "Dropout": (
        ["", "0", "1", "True", "2", "-1", "'a'", "p=0.2, inplace=True"],
        [None, (2, 3), (), (2, 3, 4)],
    ),
    "Dropout1d": (["", "0.2"], [None, (2, 3), (3,), (2, 3, 4), (2, 3, 4, 5)]),
    "Flatten": (
        ["", "0", "1, 2", "start_dim=2", "2, 1", "-2", "'a'"],
        [None, (2, 3), (2, 3, 4), (2, 3, 4, 5), (2,)],
    ),
    "Unflatten": (
        [
            "1, (2, 3)",
            "1, (-1, 3)",
            "-1, [2, 2]",
            "1, 2",
            "1, (2.0, 3)",
            "1, (-1, -1)",
            "1, ()",
        ],
        [None, (2, 6), (2, 4), (6,)],
    ),
    "Identity": (["", "54, unused=0.1"], [None, (2, 3)]),
    "Sequential": (
        [
            "",
            "nn.Linear(5, 10)",
            "nn.Linear(5, 10), nn.ReLU(), nn.Linear(10, 2)",
            "nn.Linear(5, 10), nn.PReLU(), nn.Linear(9, 2)",
            "nn.LSTM(5, 10, batch_first=True)",
            "nn.LSTM(5, 10), nn.Linear(10, 2)",
            "nn.GRU(5, 10), nn.Identity()",
            "nn.Sequential(nn.Linear(5, 3), nn.Tanh()), nn.Softmax(dim=-1)",
            "nn.Bilinear(5, 5, 3)",
            "nn.Linear",
            "[nn.Linear(5, 3)]",
            "5",
            "x=5",
            "nn.RNNCell(5, 3, False), nn.Dropout(0.1)",
            "nn.BatchNorm1d(5), nn.Flatten()",
        ],
        [None, (2, 5), (13, 2, 5), (2, 5, 7), (5,)],
    ),
}
for each in (1, 2, 3):
    spatial = (4, 5, 3)[:each]
    GRID[f"BatchNorm{each}d"] = (
        texts(
            ["4", "num_features=4"],
            [
                "",
                ", affine=False",
                ", bias=False",
                ", track_running_stats=False",
                ", affine=False, track_running_stats=False",
                ", momentum=None",
                ", eps=0",
            ],
        ),
        [None, (2, 4, *spatial), (2, 4), (1, 4), (4, *spatial), (2, 3, *spatial)],
    )
    GRID[f"InstanceNorm{each}d"] = (
        texts(
            ["4"],
            [
                "",
                ", affine=True",
                ", affine=True, bias=False",
                ", track_running_stats=True",
            ],
        ),
        [
            None,
            (2, 4, *spatial),
            (2, 4),
            (4, *spatial),
            (2, 3, *spatial),
            (2, 4, *[1] * each),
        ],
    )
    GRID[f"MaxPool{each}d"] = GRID[f"AvgPool{each}d"] = (
        texts(
            ["2", "3, 1", "kernel_size=3, stride=2", "6", "0"],
            ["", ", padding=1", ", ceil_mode=True", ", padding=2"],
        ),
        [None, (2, 4, *spatial), (4, *spatial), (4,)],
    )
    GRID[f"AdaptiveAvgPool{each}d"] = GRID[f"AdaptiveMaxPool{each}d"] = (
        ["1", "2", f"({'2, ' * each})", "-1", "2.0"],
        [None, (2, 4, *spatial), (4, *spatial), (4,)],
    )
    for kind in ("ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad"):
        GRID[f"{kind}{each}d"] = (
            ["1", f"({'1, 2, ' * each})", "4", "-1", "-9"],
            [None, (2, 4, *spatial), (4, *spatial), (4,)],
        )
    GRID[f"ConstantPad{each}d"] = (
        ["1, 0.5", f"({'1, 2, ' * each}), 1"],
        GRID["ZeroPad1d"][1],
    )
IMAGE = [None, (2, 4, 6, 9), (4, 6, 9), (4, 6), (2, 4, 0, 9), (3, 2, 4, 6, 9)]
GRID |= {
    "ChannelShuffle": (["2", "1", "3", "0", "-1", "2.0", "'2'", "()"], IMAGE),
    "PixelShuffle": (["2", "1", "3", "0", "-1", "2.0"], IMAGE),
    "PixelUnshuffle": (["3", "1", "2", "0", "-1", "3.0"], IMAGE[:4]),
    "Unfold": (
        texts(
            ["2", "(2, 3)", "kernel_size=[3]", "7", "0", "2.0", "(1, 2, 3)"],
            ["", ", stride=2", ", padding=(0, 2)", ", dilation=2", ", stride=0"],
        ),
        IMAGE,
    ),
    "Fold": (
        texts(
            ["(4, 5), (2, 2)", "4, 2", "(4, 5), (3, 1)", "(4, 5), 2.0", "(4,), 2"],
            ["", ", stride=2", ", padding=1", ", dilation=2"],
        ),
        [None, (2, 8, 12), (8, 12), (2, 8, 9), (2, 8, 4), (2, 7, 12), (8,), (2, 0, 9)],
    ),
    "Upsample": (
        [
            *("", "3", "(3, 4)", "scale_factor=2", "scale_factor=(2, 1.5)", "3, 2"),
            *("scale_factor=0.5", "scale_factor=0.01", "size=0", "size=2.0", "'a'"),
            *(f"scale_factor=2, mode='{mode}'" for mode in ("linear", "bilinear")),
            *(f"scale_factor=2, mode='{mode}'" for mode in ("area", "bicubic", "x")),
            *(
                "3, mode='trilinear'",
                "3, mode='nearest-exact'",
                "3, align_corners=True",
            ),
            "3, mode='bilinear', align_corners=True",
            "scale_factor=1.5, recompute_scale_factor=True",
            "3, recompute_scale_factor=True",
        ],
        [None, (2, 4, 6), (2, 4, 6, 9), (2, 4, 3, 6, 9), (4, 6), (2, 0, 6), (2, 4, 0)],
    ),
    "LocalResponseNorm": (
        ["2", "size=3, alpha=1", "0", "-1", "2.0", "2, k='a'", "9"],
        [None, (2, 4, 6), (2, 4, 6, 9), (2, 4), (2, 0, 6)],
    ),
    "CrossMapLRN2d": (["2", "2, 1, 1, 1", "'a'"], [None, (2, 4, 6, 9), (2, 4, 6)]),
    "CosineSimilarity": (
        ["", "0", "dim=-1", "2", "dim=1.0", "1, 1e-6", "eps='a'"],
        COMPARED,
    ),
    "PairwiseDistance": (
        ["", "1", "p=1.0, keepdim=True", "keepdim=1", "'a'", "2, 'a'"],
        COMPARED,
    ),
    "SyncBatchNorm": (
        ["4", "4, affine=False", "4, bias=False", "4, process_group=None", "0", "4.0"],
        [None, (2, 4), (2, 4, 3), (2, 4, 3, 3), (4,), (2, 3), (1, 4), (2, 0)],
    ),
    "LazyLinear": (
        texts(["10", "out_features=3", "0", "-1", "2.0", ""], ["", ", bias=False"]),
        [None, (2, 5), (5,), (2, 13, 5), (2, 0), ()],
    ),
    "AdaptiveLogSoftmaxWithLoss": (
        texts(
            ["8, 10, [2, 5]", "8, 10, (4,)", "8, 10, [5, 2]", "8, 10, []", "8, 10, 3"],
            ["", ", div_value=2.0", ", head_bias=True", ", div_value=100"],
        )
        + [
            "8, 10, [10]",
            "8, 10, [0, 3]",
            "8, 10, [2, 2]",
            "8, 10, [2.5]",
            "0, 3, [1]",
        ],
        [None],
    ),
    "ModuleList": (
        [
            *("", "[]", "[nn.Linear(5, 3), nn.LSTM(3, 2)]", "(nn.Linear(5, 3),)"),
            *(
                "nn.Linear(5, 3)",
                "[5]",
                "5",
                "[None]",
                "{'a': nn.Linear(5, 3)}",
                "'ab'",
            ),
            "modules=[nn.ModuleList([nn.Linear(5, 3)]), nn.Linear(3, 5)]",
        ],
        [None, (2, 5)],
    ),
    "ModuleDict": (
        [
            *("", "{}", "{'a': nn.Linear(5, 3), 'b': nn.GRU(3, 2)}", "5", "{'a': 5}"),
            *("[['a', nn.Linear(5, 3)]]", "[('a', nn.Linear(5, 3), 1)]", "[5]"),
            *("{'a.b': nn.Linear(5, 3)}", "{'': nn.Linear(5, 3)}", "{5: nn.Tanh()}"),
            *("{'type': nn.Tanh()}", "{'items': nn.Tanh()}", "{'append': nn.Tanh()}"),
            "OrderedDict(a=nn.Linear(5, 3))",
            "OrderedDict([('a', nn.Linear(5, 3))])",
        ],
        [None, (2, 5)],
    ),
}
GRID["Sequential"][0].extend(
    [
        "OrderedDict([('first', nn.Linear(5, 10)), ('then', nn.Linear(10, 2))])",
        "OrderedDict({'first': nn.Linear(5, 10)})",
        "OrderedDict(first=nn.Linear(5, 10))",
        "OrderedDict(5)",
        "OrderedDict([('a', nn.Linear(5, 10)), ('a', nn.Linear(5, 3))])",
        "OrderedDict([('append', nn.Linear(5, 10))])",
        "OrderedDict([('keys', nn.Linear(5, 10))])",
        "{'first': nn.Linear(5, 10)}",
        "*[nn.Linear(5, 10), nn.Tanh()]",
        "nn.LazyLinear(10), nn.ReLU(), nn.LazyLinear(2)",
        "nn.LazyBatchNorm1d(), nn.Linear(5, 3)",
        "nn.ModuleList([nn.Linear(5, 3)])",
    ]
)
for each in (1, 2, 3):
    spatial = (7, 6, 5)[:each]
    batched = [None, (2, 4, *spatial), (4, *spatial), (4,), (2, 4, 0, *spatial[1:])]
    pair = f"({'2, ' * each})"
    GRID[f"LPPool{each}d"] = (
        texts(
            [
                "2, 3",
                f"1.5, {pair}",
                "norm_type=2, kernel_size=2, stride=1",
                "'a', 2",
                "2, 0",
                "2, 9",
                "None, 2",
                "1e999, 2",
            ],
            ["", ", ceil_mode=True"],
        ),
        batched,
    )
    GRID[f"MaxUnpool{each}d"] = (
        ["2", pair, "2, 1", "2, stride=3", "2, padding=1", "3, 2, 1", "2.0"],
        [*batched, [(2, 4, *spatial), (2, 4, *spatial[1:], 9)]],
    )
    if each > 1:
        GRID[f"FractionalMaxPool{each}d"] = (
            [
                "2, 3",
                f"2, {pair}",
                "2, output_ratio=0.5",
                "2",
                "2, 3, 0.5",
                "0, 3",
                f"{pair}, output_ratio=({'0.5, ' * each})",
                "2, output_ratio=1.5",
                "9, 3",
                "2, output_size=3, return_indices=True",
                "2, 2.0",
                "2, (3,)",
                "2, output_ratio=0.1",
            ],
            batched,
        )
    GRID[f"LazyConv{each}d"] = GRID[f"LazyConvTranspose{each}d"] = (
        texts(
            [
                "6, 3",
                f"6, {pair}",
                "out_channels=4, kernel_size=1",
                "0, 3",
                "6.0, 3",
                "-1, 3",
                "6",
            ],
            [
                "",
                ", stride=2",
                ", padding=1",
                ", groups=2",
                ", groups=3",
                ", bias=False",
                ", groups=0",
                ", padding_mode='x'",
            ],
        ),
        batched,
    )
    GRID[f"LazyBatchNorm{each}d"] = GRID[f"LazyInstanceNorm{each}d"] = (
        [
            "",
            "affine=False",
            "affine=True",
            "bias=False",
            "track_running_stats=False",
            "affine=False, track_running_stats=False",
            "1e-3, None",
            "4",
        ],
        [*batched, (2, 4), (1, 4, *spatial)],
    )
ARGUMENTS = {
    "Hardtanh": ["", "-2, 2", "1, 1", "2, -2"],
    "Threshold": ["0.1, 20", "1"],
    "GELU": ["", "'tanh'", "'x'", "approximate=3"],
    "Softmax": ["", "1", "dim=-1", "5", "'a'"],
    "Softmin": ["dim=0"],
    "LogSoftmax": ["dim=1"],
    "GLU": ["", "0", "dim=1", "5"],
    "Softshrink": ["", "1", "-1"],
    "CELU": ["", "2", "0"],
    "ELU": ["", "alpha=2.0", "'a'"],
    "LeakyReLU": ["", "0.2, True"],
    "RReLU": ["", "0.1, 0.2"],
    "Softplus": ["", "beta=2, threshold=10"],
}
for name in gatecount_torch.LAYERS:
    if name not in GRID:
        GRID[name] = (
            ARGUMENTS.get(name, ["", "3, 3, 3, 3"]),
            [None, (2, 4), (3,), (), (2, 3, 4), (2, 3, 4, 4)],
        )


@pytest.mark.parametrize("name", gatecount_torch.LAYERS)
def test_grid(name, tally):
    calls, shapes = GRID[name]
    accepted = 0
    for text, shape in product(calls, shapes):
        accepted += agree(f"nn.{name}({text})", shape, tally)
    assert accepted, "a grid of refusals only proves nothing"


# Random calls. Sizes come from few numbers, so that they often fit together.

SIZES = st.sampled_from([1, 2, 3, 4, 4, 4, 6, 8])
ODD = st.sampled_from([0, -1, 2.0, None, "4", True, (2,), [4], 1.5])
FLAGS = st.booleans()
PAIRS = st.one_of(
    st.integers(0, 3), st.lists(st.integers(0, 3), min_size=1, max_size=3).map(tuple)
)
VALUES = {
    "activation": st.sampled_from(["relu", "gelu", "tanh"]),
    "approximate": st.sampled_from(["none", "tanh", "x"]),
    "device": st.sampled_from([None, "cpu", "nowhere"]),
    "dim": st.integers(-3, 3),
    "dilation": st.integers(1, 3),
    "end_dim": st.integers(-3, 3),
    "groups": st.sampled_from([1, 1, 2, 4]),
    "kdim": st.sampled_from([None, 3, 4, 8]),
    "kernel_size": PAIRS,
    "max_norm": st.sampled_from([None, 1.0]),
    "mode": st.sampled_from(["sum", "mean", "max", "x"]),
    "nonlinearity": st.sampled_from(["tanh", "relu", "x"]),
    "normalized_shape": st.one_of(SIZES, st.lists(SIZES, max_size=2)),
    "num_layers": st.integers(0, 3),
    "output_padding": st.integers(0, 1),
    "padding": st.one_of(PAIRS, st.sampled_from(["same", "valid", "x"])),
    "padding_idx": st.one_of(st.none(), st.integers(-9, 8)),
    "padding_mode": st.sampled_from(
        ["zeros", "zeros", "reflect", "replicate", "circular", "x"]
    ),
    "proj_size": st.integers(0, 4),
    "start_dim": st.integers(-3, 3),
    "stride": PAIRS,
    "unflattened_size": st.lists(st.integers(-1, 4), max_size=3),
    "vdim": st.sampled_from([None, 3, 4, 8]),
}
UNWRITTEN = {
    "cutoffs",
    "modules",
    "dtype",
    "_weight",
    "custom_encoder",
    "custom_decoder",
    "init",
}


def values(name, default):
    usual = VALUES.get(name)
    if usual is None and isinstance(default, bool):
        usual = FLAGS
    if usual is None and isinstance(default, float):
        usual = st.sampled_from([0.0, 0.5, 1, 2, -0.5])
    return SIZES if usual is None else usual


@st.composite
def calls(draw, name):
    """The text of a call with some arguments, mostly good ones."""
    parameters = signature.parameters(gatecount_torch.LAYERS[name])
    odd = draw(st.integers(0, 5)) == 0
    pieces = []
    in_order = True
    for each in parameters:
        needed = each.default is each.empty
        if each.name in UNWRITTEN or each.kind is each.VAR_KEYWORD:
            in_order = False
            continue
        if each.kind is each.VAR_POSITIONAL or not (
            draw(st.booleans()) or (needed and draw(st.integers(0, 30)))
        ):
            in_order = False
            continue
        value = draw(values(each.name, each.default))
        if odd and each.name != "device" and draw(st.integers(0, 3)) == 0:
            value = draw(ODD)
        in_order = in_order and each.kind is not each.KEYWORD_ONLY
        in_order = in_order and draw(st.integers(0, 3)) > 0
        pieces.append(repr(value) if in_order else f"{each.name}={value!r}")
    return f"nn.{name}({', '.join(pieces)})"


SHAPES = st.one_of(
    st.none(),
    st.lists(st.one_of(SIZES, st.just(4), st.integers(0, 9)), max_size=5).map(tuple),
)
STACKED = {"Sequential", "TransformerEncoder", "TransformerDecoder", "Transformer"}


@pytest.mark.parametrize("name", sorted(set(gatecount_torch.LAYERS) - STACKED))
def test_random_calls(name, tally):
    @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True)
    @given(calls(name), SHAPES)
    def check(code, shape):
        agree(code, shape, tally, any_refusal=True)

    check()


RECURRENT_ARGUMENTS = [
    "input_size",
    "hidden_size",
    "num_layers",
    "bias",
    "batch_first",
    "dropout",
    "bidirectional",
]


@pytest.mark.parametrize("name", gatecount_torch.LAYERS)
def test_signatures_are_those_of_torch(name):
    ours = inspect.signature(gatecount_torch.LAYERS[name])
    theirs = inspect.signature(getattr(nn, name))
    if name in ("RNN", "LSTM", "GRU"):  # *args, **kwargs; from the documentation
        assert [
            each
            for each in arguments("torch", name)
            if each not in ("nonlinearity", "proj_size", "device", "dtype")
        ] == RECURRENT_ARGUMENTS
        base = inspect.signature(nn.RNNBase).parameters
        for each in ours.parameters.values():
            if each.name != "nonlinearity":
                assert each.default == base[each.name].default
        return
    if getattr(nn, name).__init__ is nn.Module.__init__:
        assert not ours.parameters  # and Module's refuses all that it is given
        return
    assert [(each.name, each.kind) for each in ours.parameters.values()] == [
        (each.name, each.kind) for each in theirs.parameters.values()
    ]
    for each in ours.parameters.values():
        if each.name != "activation":
            assert each.default == theirs.parameters[each.name].default


REFUSED = [
    *("()", "(5)", "(5, 0)", "(0, 5)", "(-1, 5)", "(5, -1)", "(5.0, 10)", "(5, 10.0)"),
    *("('5', 10)", "(None, 10)", "(5, [10])", "(5, 10, foo=1)", "(5, 10, hidden=1)"),
    *("(5, 10, 0)", "(5, 10, -1)", "(5, 10, 1.0)", "(5, 10, '1')", "(5, 10, None)"),
    *("(5, 10, 1, bias=1)", "(5, 10, bias=None)", "(5, 10, bias='a')"),
    *("(5, 10, batch_first=1)", "(5, 10, dropout=2)", "(5, 10, dropout=-0.1)"),
    *("(5, 10, dropout='a')", "(5, 10, dropout=None)", "(5, 10, dropout=True)"),
    *("(5, 10, dropout='0.5')", "(5, 10, proj_size=10)", "(5, 10, proj_size=-1)"),
    *("(5, 10, proj_size=2.0)", "(5, 10, proj_size='2')", "(5, 10, proj_size=0)"),
    *("(5, 10, input_size=5)", "(5, 10, 1, True, False, 0.0, False, 0, None, None, 1)"),
    *("(5, 10, device='nowhere')", "(5, 10, dtype='float32')", "(5, 10, device=1.5)"),
    *("(5, 10, dtype=torch.int64)", "(5, 10, bidirectional='no')", "(5, 10, True)"),
    *("(5, 10, 1, True, False, 0.0, False, 3)", "(5, 10, 2, 'relu', False)"),
    *("(5, 10, nonlinearity='x')", "(5, 10, nonlinearity='relu')", "(True, True)"),
    *("(5, 10, 1, 'tanh', nonlinearity='tanh')", "(nonlinearity='x')"),
    f"(5, 10, dropout={10**400})",
]


@pytest.mark.parametrize(
    "name", ["RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell"]
)
def test_refusals_of_recurrent_layers(name, tally):
    for text, shape in product(REFUSED, [None, (13, 2, 5), (2, 5)]):
        agree(f"nn.{name}{text}", shape, tally)


@settings(max_examples=400, deadline=None, database=None, derandomize=True)
@given(data=st.data())
def test_random_recurrent_layers(data, tally):
    """Bigger and deeper than the random calls above, and always accepted."""
    name = data.draw(st.sampled_from(["RNN", "LSTM", "GRU"]))
    n, m = data.draw(st.integers(1, 40)), data.draw(st.integers(2, 40))
    named = {
        argument: data.draw(values)
        for argument, values in {
            "num_layers": st.integers(1, 4),
            "bias": FLAGS,
            "batch_first": FLAGS,
            "bidirectional": FLAGS,
            "dropout": st.sampled_from([0.0, 0.5, 1]),
        }.items()
        if data.draw(FLAGS)
    }
    if name == "LSTM" and data.draw(FLAGS):
        named["proj_size"] = data.draw(st.integers(0, m - 1))
    text = ", ".join([str(n), str(m), *(f"{k}={v}" for k, v in named.items())])
    steps, batch = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    shape = data.draw(st.sampled_from([(steps, batch, n), (steps, n)]))
    assert agree(f"nn.{name}({text})", shape, tally)


LARGE = [
    "nn.LSTM(4096, 8192, num_layers=4, bidirectional=True)",
    "nn.LSTM(10**8, 10**8)",
    "nn.GRU(10**8, 10**8, bidirectional=True)",
    "nn.LSTM(10**6, 10**6, proj_size=10**5, num_layers=3)",
    "nn.LSTMCell(10**8, 10**8)",
    "nn.Embedding(10**9, 10**6)",
    "nn.Linear(10**8, 10**8)",
    "nn.Bilinear(10**5, 10**5, 10**5)",
    "nn.Conv2d(10**6, 10**6, 101)",
    "nn.MultiheadAttention(10**8, 10**4, kdim=10**7)",
    "nn.TransformerEncoderLayer(10**6, 1000, 10**7)",
    "nn.Transformer(5120, 40, 12, 12, 20480)",
]


@pytest.mark.parametrize("code", LARGE)
def test_large_sizes(code, tally):
    """The meta device makes tensors of any size, without numbers in them."""
    for power in range(9, 3, -1):
        code = code.replace(f"10**{power}", str(10**power))
    with torch.device("meta"):
        agree(code, None, tally)


def total(code, **named):
    return count(code, framework="torch", **named).total


def test_the_numbers_that_pages_state():
    assert total("nn.LSTM(5, 10)") == 680
    assert total("nn.LSTM(5, 10, bias=False)") == 600
    assert total("nn.GRU(5, 10)") == 510
    assert total("nn.RNN(5, 10)") == 170
    assert total("nn.LSTM(5, 10, 2, bidirectional=True)") == 3920
    assert total("nn.LSTM(5, 10, proj_size=4)") == 480


@given(
    st.integers(1, 10**9),
    st.integers(1, 10**9),
    st.integers(1, 4),
    st.booleans(),
    st.booleans(),
)
def test_the_rule(n, m, layers, both, bias):
    d = 2 if both else 1
    options = f"{n}, {m}, num_layers={layers}, bidirectional={both}, bias={bias}"
    for name, g in {"RNN": 1, "LSTM": 4, "GRU": 3}.items():
        above = (layers - 1) * (d * m + m + 2 * bias)
        assert total(f"nn.{name}({options})") == g * m * d * (n + m + 2 * bias + above)


def test_cells():
    answer = count("nn.LSTM(5, 10, 2, bidirectional=True, proj_size=3)", "torch")
    assert [cell.name for cell in answer.cells] == [
        *("l0", "l0_reverse", "l1", "l1_reverse")
    ]
    for cell, n in zip(answer.cells, (5, 5, 6, 6)):
        assert cell.gates == ("i", "f", "g", "o")
        assert (cell.units, cell.columns, cell.rows("bias")) == (10, 40, 2)
        assert (cell.rows("kernel"), cell.rows("recurrent_kernel")) == (n, 3)
        assert cell.projected == 3
        assert cell.height * cell.columns + 3 * 10 == cell.total
    assert sum(cell.total for cell in answer.cells) == answer.total
    nested = count("nn.Sequential(nn.GRU(5, 10))", "torch").cells
    assert [(cell.name, cell.gates) for cell in nested] == [("0.l0", ("r", "z", "n"))]
    assert count("nn.RNNCell(5, 10)", "torch").cells[0].gates == ("h",)


def test_what_is_left_out():
    classes = {
        name
        for name, each in vars(nn).items()
        if inspect.isclass(each) and issubclass(each, nn.Module)
    }
    ours, others = set(gatecount_torch.LAYERS), gatecount_torch.OTHERS
    assert classes <= ours | set(others) and not ours & set(others)
    for name, reason in others.items():
        assert (reason == "loss") == ("Loss" in name)
        with pytest.raises(CountError, match=name):
            count(f"nn.{name}()", "torch")


@pytest.mark.parametrize("prefix", ["", *(f"{p}." for p in gatecount_torch.PREFIXES)])
def test_prefixes(prefix):
    assert total(f"{prefix}Sequential({prefix}LSTM(5, 10))") == 680


def test_shapes_that_are_not_known():
    answer = count("nn.LSTM(5, 10)", "torch", (None, None, 5))
    assert answer.output_shape == [(None, None, 10), (1, None, 10), (1, None, 10)]
    for name, (calls, shapes) in GRID.items():
        for text, shape in product(calls, shapes):
            if isinstance(shape, tuple):
                try:
                    count(f"nn.{name}({text})", "torch", (None,) * len(shape))
                except CountError as error:
                    assert str(error)


@pytest.mark.parametrize("shape", [5, "5", (13, 2, 5.0), (13, 2, -5), (13, 2, "5")])
def test_what_is_no_shape(shape):
    with pytest.raises(CountError):
        count("nn.LSTM(5, 10)", "torch", shape)


def test_unknown_names_say_which_exist():
    with pytest.raises(CountError, match="LSTM, GRU, RNNCell"):
        count("nn.LTSM(5, 10)", "torch")
    with pytest.raises(CountError, match="batch_first, dropout"):
        count("nn.LSTM(5, 10, batchfirst=True)", "torch")
    with pytest.raises(CountError, match="brackets"):
        count("F.relu(5)", "torch")


def test_a_tower_of_layers_is_refused():
    for code in ("nn.LSTM(5, 10, 10**9)", "nn.LSTM(5, 10, 1000000000)"):
        with pytest.raises(CountError):
            count(code, "torch")


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("nn.LSTM(500, 1000, 2, bidirectional=True)", (13, 2, 500)),
        ("nn.TransformerEncoderLayer(512, 8)", (13, 2, 512)),
        ("nn.Sequential(nn.Linear(5, 9), nn.ReLU(), nn.Linear(9, 2))", (2, 5)),
    ],
)
def test_counting_takes_no_time(code, shape):
    count(code, "torch", shape)
    begin = time.perf_counter()
    for _ in range(100):
        count(code, "torch", shape)
    assert (time.perf_counter() - begin) / 100 < 0.001 * 3, "three times the promise"
