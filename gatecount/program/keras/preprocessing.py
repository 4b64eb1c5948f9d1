"""The layers that prepare data: they change shapes, and few hold weights."""

from ...keras import OTHERS
from ...types import Shape, Value
from ..harmless import Harmless
from ..sizing_arguments import known as refuse_unknown
from ..unknown import Unknown, is_open
from .layer import Layer
from .tensors import AnyTensor, Tensor

COMMON = ("name", "dtype", "trainable", "input_shape")


class Preparing(Layer):
    """Returns what comes in, in the same shape."""

    whole = False  # returns whole numbers

    def __init__(self, *values: Value, **named: Value) -> None:
        common = {name: named.pop(name) for name in COMMON if name in named}
        Layer.__init__(self, **common)
        self.arguments = (values, named)
        refuse_unknown(*values)
        self.supports_masking = False

    def compute_output_shape(self, input_shape: Value) -> Value:
        return input_shape

    def call(self, inputs: Value, training: Value = None) -> Value:
        shape = tuple(inputs.shape)
        dtype = "int64" if self.whole else self.compute_dtype
        return Tensor(self.compute_output_shape(shape), dtype)

    def __call__(self, inputs: Value, *values: Value, **named: Value) -> Value:
        """What is no tensor, such as a text, gives values that are not known."""
        from ..libraries.array import Data

        first = inputs[0] if isinstance(inputs, (list, tuple)) and inputs else inputs
        if not isinstance(first, AnyTensor) and not hasattr(first, "_engine"):
            return Data(f"{self.name}(…)")
        return Layer.__call__(self, inputs, *values, **named)

    adapt = Harmless("adapt", 0)
    get_vocabulary = Harmless("vocabulary", 0)

    def argument(self, place: Value, name: Value, default: Value = None) -> Value:
        values, named = self.arguments
        return values[place] if place < len(values) else named.get(name, default)


class Sized(Preparing):
    """Resizing and cropping: height and width are the first arguments."""

    def compute_output_shape(self, input_shape: Value) -> Shape:
        height, width = self.argument(0, "height"), self.argument(1, "width")
        return (*input_shape[:-3], height, width, input_shape[-1])


class TextVectorization(Preparing):
    whole = True

    def __init__(
        self,
        max_tokens: Value = None,
        standardize: Value = None,
        split: Value = None,
        ngrams: Value = None,
        output_mode: Value = "int",
        output_sequence_length: Value = None,
        **named: Value,
    ) -> None:
        Preparing.__init__(self, name=named.get("name"))
        self.length, self.mode = output_sequence_length, output_mode
        self.tokens = max_tokens

    def compute_output_shape(self, input_shape: Value) -> Value:
        if self.mode != "int":
            return (input_shape[0], self.tokens)
        return (input_shape[0], self.length)

    def vocabulary_size(self) -> Value:
        return Unknown("vocabulary_size()")


class CategoryEncoding(Preparing):
    def compute_output_shape(self, input_shape: Value) -> Shape:
        number = self.argument(0, "num_tokens")
        mode = self.argument(1, "output_mode", "multi_hot")
        if mode == "one_hot":
            rest = input_shape[:-1] if input_shape[-1] == 1 else input_shape
            return (*rest, number)
        return (*input_shape[:-1], number)


class Lookup(Preparing):
    whole = True

    def vocabulary_size(self) -> Value:
        """As many as are given, and those that stand for others and for none."""
        words = self.arguments[1].get("vocabulary")
        if not isinstance(words, (list, tuple)) or is_open(words):
            return Unknown("vocabulary_size()")
        others = self.arguments[1].get("num_oov_indices", 1)
        mask = self.arguments[1].get("mask_token") is not None
        return len(words) + others + mask

    vocab_size = vocabulary_size


KINDS: dict[str, type] = {
    **dict.fromkeys("Resizing CenterCrop RandomCrop".split(), Sized),
    **dict.fromkeys(
        "StringLookup IntegerLookup Hashing Discretization HashedCrossing".split(),
        Lookup,
    ),
    "CategoryEncoding": CategoryEncoding,
    "TextVectorization": TextVectorization,
}
CLASSES: dict[str, Value] = {
    name: type(name, (KINDS.get(name, Preparing),), {"__module__": "keras.layers"})
    for name, why in OTHERS.items()
    if why == "data"
}
