"""The layers of Keras 3, knowing only shapes: one room for each kind.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/.
"""

import re
from types import ModuleType

from ..signature import argument_names
from ..types import Any
from . import (
    attention,
    cells,
    convlstm,
    convolution,
    core,
    merging,
    normalization,
    passing,
    pooling,
    preprocessing,
    recurrent,
    shapes,
    wrappers,
)
from .values import dotted

__all__ = ["LAYERS", "NAMES", "OTHERS", "PREFIXES", "argument_names"]

ROOTS = ("keras.", "tf.keras.", "tensorflow.keras.")
PREFIXES = ("layers", *(f"{root}layers" for root in ROOTS))
NAMES = dotted(("", *ROOTS)) | {f"{root}Input": core.Input for root in ROOTS}

ROOMS = {
    recurrent: "SimpleRNN LSTM GRU Bidirectional RNN StackedRNNCells",
    cells: "SimpleRNNCell LSTMCell GRUCell",
    convlstm: "ConvLSTM1D ConvLSTM2D ConvLSTM3D",
    wrappers: "TimeDistributed SpectralNormalization",
    core: """Dense EinsumDense Embedding ReversibleEmbedding PReLU InputLayer
        Input""",
    convolution: """Conv1D Conv2D Conv3D Conv1DTranspose Conv2DTranspose
        Conv3DTranspose SeparableConv1D SeparableConv2D DepthwiseConv1D
        DepthwiseConv2D""",
    normalization: """BatchNormalization LayerNormalization GroupNormalization
        RMSNormalization UnitNormalization""",
    attention: "MultiHeadAttention GroupedQueryAttention Attention AdditiveAttention",
    passing: """Activation ActivityRegularization AlphaDropout Dropout ELU
        GaussianDropout GaussianNoise Identity LeakyReLU Masking ReLU Softmax
        SpatialDropout1D SpatialDropout2D SpatialDropout3D""",
    shapes: """Flatten Reshape Permute RepeatVector Cropping1D Cropping2D Cropping3D
        ZeroPadding1D ZeroPadding2D ZeroPadding3D UpSampling1D UpSampling2D
        UpSampling3D""",
    pooling: """AveragePooling1D AveragePooling2D AveragePooling3D MaxPooling1D
        MaxPooling2D MaxPooling3D GlobalAveragePooling1D GlobalAveragePooling2D
        GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D
        GlobalMaxPooling3D AdaptiveAveragePooling1D AdaptiveAveragePooling2D
        AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D
        AdaptiveMaxPooling3D""",
    preprocessing: "Rescaling Normalization",
    merging: "Add Subtract Multiply Average Maximum Minimum Concatenate Dot",
}
RANK = re.compile(r"(\w+)([123])D(\w*)")


def layer(room: ModuleType, name: str) -> Any:
    """The class of this name; of Conv2D, where the room has none, Conv over two axes.

    `ranked` are its arguments, where {one} is 1, (1, 1) or (1, 1, 1), by rank.
    """
    found = RANK.fullmatch(name)
    if hasattr(room, name) or not found:
        base, own = getattr(room, name), {}
    else:
        base, rank = getattr(room, found[1] + found[3]), int(found[2])
        one, two = ((n,) * rank if rank > 1 else n for n in (1, 2))
        own = {"rank": rank}
        if hasattr(base, "ranked"):
            own["arguments"] = base.ranked.format(one=one, two=two)
    if base.__name__ == name:
        return base
    return type(name, (base,), own | {"__module__": base.__module__})


LAYERS: dict[str, Any] = {
    name: layer(room, name) for room, names in ROOMS.items() for name in names.split()
}
LAYERS["GroupQueryAttention"] = LAYERS.pop("GroupedQueryAttention")

# The same layers under their other names.
for rank in (1, 2, 3):
    for start in ("", "Global"):
        LAYERS[f"{start}AvgPool{rank}D"] = LAYERS[f"{start}AveragePooling{rank}D"]
        LAYERS[f"{start}MaxPool{rank}D"] = LAYERS[f"{start}MaxPooling{rank}D"]
    for end in ("", "Transpose"):
        LAYERS[f"Convolution{rank}D{end}"] = LAYERS[f"Conv{rank}D{end}"]
for rank in (1, 2):
    LAYERS[f"SeparableConvolution{rank}D"] = LAYERS[f"SeparableConv{rank}D"]

# What else `keras.layers` has, and why it is not counted.
OTHERS = dict.fromkeys("Layer Wrapper InputSpec".split(), "base")
OTHERS |= dict.fromkeys(
    "Lambda TFSMLayer FlaxLayer JaxLayer TorchModuleWrapper".split(), "code"
)
OTHERS |= dict.fromkeys(
    """AugMix AutoContrast CategoryEncoding CenterCrop
    ContrastLimitedAdaptiveHistogramEqualization CutMix Discretization Equalization
    HashedCrossing Hashing IntegerLookup MaxNumBoundingBoxes MelSpectrogram MixUp
    Pipeline RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter
    RandomContrast RandomCrop RandomElasticTransform RandomErasing RandomFlip
    RandomGaussianBlur RandomGrayscale RandomHue RandomInvert RandomPerspective
    RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear
    RandomTranslation RandomZoom Resizing STFTSpectrogram Solarization StringLookup
    TextVectorization""".split(),
    "data",
)
