"""The layers of PyTorch 2.13, knowing only shapes.

Names, arguments, defaults and refusals are those of `torch.nn`; see
https://docs.pytorch.org/docs/2.13/nn.html. Weights are the parameters, under
their names in `state_dict()` and in the order of `named_parameters()`. Buffers,
such as a BatchNorm's running mean, are not parameters and are left out, as in
`sum(p.numel() for p in model.parameters())`.
"""

from ..reading import Builtin, by_name
from ..signature import argument_names
from ..types import Any
from . import (
    activation,
    adaptive,
    attention,
    containers,
    convolution,
    distance,
    dropout,
    embedding,
    lazy,
    linear,
    normalization,
    padding,
    pooling,
    recurrent,
    reshaping,
    transformer,
)
from .containers import OrderedDict
from .module import DTYPES, OTHER_DTYPES
from .transformer import Function

__all__ = [
    "LAYERS",
    "NAMES",
    "NEEDS_INPUT_SHAPE",
    "OTHERS",
    "PREFIXES",
    "argument_names",
]

ROOMS = """activation adaptive batchnorm channelshuffle container conv distance dropout
    flatten fold instancenorm linear normalization padding pixelshuffle pooling rnn
    sparse transformer upsampling""".split()
PREFIXES = tuple(
    f"{root}nn{room}"
    for root in ("", "torch.")
    for room in ("", ".modules", *(f".modules.{each}" for each in ROOMS))
)
NEEDS_INPUT_SHAPE = False
NAMES: dict[str, Any] = {dtype: dtype for dtype in DTYPES | OTHER_DTYPES} | {
    f"{prefix}.{name}": Function(f"{prefix}.{name}")
    for prefix in ("F", "nn.functional", "torch.nn.functional", "torch")
    for name in ("relu", "gelu", "silu", "tanh", "sigmoid")
}
NAMES |= dict.fromkeys(("OrderedDict", "collections.OrderedDict"), OrderedDict)
NAMES |= {"torch.Size": Builtin(tuple), "torch.device": Builtin(str)}
NAMES.pop("torch.gelu")  # these two are in torch.nn.functional only
NAMES.pop("torch.silu")
LAYERS = by_name(
    recurrent,
    linear,
    embedding,
    convolution,
    normalization,
    attention,
    transformer,
    adaptive,
    containers,
    lazy,
    activation,
    dropout,
    pooling,
    padding,
    reshaping,
    distance,
)

# What else `torch.nn` has, and why it is not counted.
OTHERS = dict.fromkeys("Module Container RNNBase RNNCellBase".split(), "base")
OTHERS |= dict.fromkeys(
    "Buffer DataParallel Parameter ParameterDict ParameterList".split(), "code"
)
OTHERS |= dict.fromkeys(
    """BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss
    CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss
    LinearCrossEntropyLoss MSELoss MarginRankingLoss MultiLabelMarginLoss
    MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss NLLLoss2d PoissonNLLLoss
    SmoothL1Loss SoftMarginLoss TripletMarginLoss
    TripletMarginWithDistanceLoss""".split(),
    "loss",
)
