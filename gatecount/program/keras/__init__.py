"""Keras 3 and TensorFlow, knowing only shapes: what a program imports of them."""

from . import describing, library


def modules(session):
    """The modules of Keras and TensorFlow by their dotted names."""
    from . import tensorflow

    made = library.modules(session, "keras") | tensorflow.modules(session)
    return made


def results(session):
    """The models that the program has built."""
    return describing.models(session)
