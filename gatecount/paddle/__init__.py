"""The layers of PaddlePaddle 3.3, knowing only shapes.

Names, arguments and refusals are those of `paddle.nn`; see
https://www.paddlepaddle.org.cn/documentation/docs/en/3.3/api/paddle/nn/Overview_en.html.
Weights are those of `named_parameters()`, which has the running statistics of a
BatchNorm, too, as parameters that are not trained.
"""

from ..layer import argument_names
from ..reading import by_name
from . import attention, convolution, norms, plain, recurrent
from .module import ParamAttr

__all__ = [
    "LAYERS",
    "NAMES",
    "NEEDS_INPUT_SHAPE",
    "PREFIXES",
    "ParamAttr",
    "argument_names",
]

NEEDS_INPUT_SHAPE = False
PREFIXES = ("nn", "paddle.nn")
NAMES = dict.fromkeys(("paddle.ParamAttr", "ParamAttr"), ParamAttr)
LAYERS = by_name(recurrent, plain, norms, convolution, attention)
