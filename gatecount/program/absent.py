"""Models of other packages that a program builds on: they are not known here."""

from .pasted import Note

TEMPLATE = (
    "{what} is a model of another package and not known here: its parameters are "
    "missing from this count. What you build on top of it is counted."
)
PACKAGES = (
    "torchvision.models.",
    "timm.",
    "transformers.",
    "efficientnet_pytorch.",
    "segmentation_models_pytorch.",
    "tensorflow_hub.",
    "keras_hub.",
    "keras_nlp.",
)
# Parts of those packages that bring no layers.
OTHERS = ("Tokenizer", "Processor", "Extractor", "Config", "_Weights", "transforms")


def absent(ignored):
    """A note for each such model among what a run has `ignored`."""
    found = {}
    for each in ignored:
        if each.what.startswith(PACKAGES) and not any(
            other in each.what for other in OTHERS
        ):
            found.setdefault(each.what, each)
    return tuple(
        Note(TEMPLATE, (each.line,), {"what": what}) for what, each in found.items()
    )
