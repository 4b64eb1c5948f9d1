"""The classes of `keras.layers`: which kind each class of the engine is."""

from ...keras import LAYERS as ENGINE
from ...types import Routine, Value
from . import call_signatures
from .builtin import called

KINDS = {
    call_signatures.Simple: """Dense EinsumDense Conv1D Conv2D Conv3D Conv1DTranspose
        Conv2DTranspose Conv3DTranspose SeparableConv1D SeparableConv2D DepthwiseConv1D
        DepthwiseConv2D LayerNormalization GroupNormalization RMSNormalization PReLU
        BatchNormalization SpectralNormalization""",
    call_signatures.Embedding: "Embedding",
    call_signatures.Reversible: "ReversibleEmbedding",
    call_signatures.Recurrent: "LSTM GRU SimpleRNN ConvLSTM1D ConvLSTM2D ConvLSTM3D",
    call_signatures.BothWays: "Bidirectional",
    call_signatures.Cell: "LSTMCell GRUCell SimpleRNNCell",
    call_signatures.Attending: "MultiHeadAttention",
    call_signatures.Grouped: "GroupQueryAttention",
    call_signatures.Attention: "Attention AdditiveAttention",
    call_signatures.Merging: "Add Subtract Multiply Average Maximum Minimum",
    call_signatures.Concatenating: "Concatenate",
    call_signatures.Dotting: "Dot",
    call_signatures.Masking: "Masking",
    call_signatures.GlobalAverage: "GlobalAveragePooling1D",
    call_signatures.LightNow: """AlphaDropout Dropout GaussianDropout GaussianNoise
        SpatialDropout1D SpatialDropout2D SpatialDropout3D AveragePooling1D
        AveragePooling2D AveragePooling3D ELU GlobalAveragePooling2D
        GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D
        Identity LeakyReLU MaxPooling1D MaxPooling2D MaxPooling3D ReLU Softmax
        UnitNormalization Activation ActivityRegularization""",
    call_signatures.Light: """AdaptiveAveragePooling1D AdaptiveAveragePooling2D
        AdaptiveAveragePooling3D Rescaling AdaptiveMaxPooling1D AdaptiveMaxPooling2D
        AdaptiveMaxPooling3D Cropping1D Cropping2D Cropping3D RepeatVector UpSampling1D
        UpSampling2D UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D""",
    call_signatures.Adapted: "Normalization",
    call_signatures.KeptDtype: "Flatten Reshape Permute",
}
# The arguments of call besides the input; most have none.
CALLS = {
    "training=None": """Dense EinsumDense AlphaDropout Dropout GaussianDropout
        GaussianNoise SpatialDropout1D SpatialDropout2D SpatialDropout3D""",
    "training=False": "SpectralNormalization",
    "mask=None": "GlobalAveragePooling1D Softmax",
    "training=None, mask=None": "BatchNormalization",
}
CALLS = {name: text for text, names in CALLS.items() for name in names.split()}
# Those that hand the mask of their input on; others say so in compute_mask.
MASKING = set(
    """Dense BatchNormalization LayerNormalization GroupNormalization PReLU Softmax
    AlphaDropout Dropout GaussianDropout GaussianNoise SpatialDropout1D
    SpatialDropout2D SpatialDropout3D ELU Identity LeakyReLU ReLU UnitNormalization
    Activation ActivityRegularization MultiHeadAttention GroupQueryAttention Rescaling
    Normalization""".split()
)
# Those whose weights fix the last size of the input.
FIXED = set(
    """Dense Conv1D Conv2D Conv3D Conv1DTranspose Conv2DTranspose Conv3DTranspose
    SeparableConv1D SeparableConv2D DepthwiseConv1D DepthwiseConv2D BatchNormalization
    GroupNormalization""".split()
)


def made(name: str, kind: type[Value]) -> type[Value]:
    engine = ENGINE[name]
    own = {"engine_class": engine, "__module__": "keras.layers", "__doc__": None}
    if name in CALLS:
        own["call"] = called(CALLS[name])
    if name in FIXED:
        own["fixed_axes"] = (-1,)
    if name in MASKING:
        own["_after_init"] = with_masks(kind)
    return type(engine.__name__, (kind,), own)


def with_masks(kind: type[Value]) -> Routine:
    def after(self: Value) -> None:
        kind._after_init(self)
        self.supports_masking = True

    return after


CLASSES: dict[str, Value] = {
    name: made(name, kind) for kind, names in KINDS.items() for name in names.split()
}
# The same under their other names.
CLASSES |= {
    name: next(each for each in CLASSES.values() if each.engine_class is engine)
    for name, engine in ENGINE.items()
    if name not in CLASSES
    and any(each.engine_class is engine for each in CLASSES.values())
}
