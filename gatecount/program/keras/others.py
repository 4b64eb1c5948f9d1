"""Names of Keras that exist and are not known here: they refuse when they are used."""

from ..names import NAMES
from ..refusing import refused

# tf.keras has more: what Keras 2 had.


def exists(inside, name, tf):
    """Has Keras such a name in the module `inside`, though it is not known here?"""
    if inside.startswith("ops.") and inside != "ops.image":
        inside = "ops"
    roots = ("keras", "tensorflow.keras")[: 1 + tf]
    return any(name in NAMES.get(f"{root}.{inside}".rstrip("."), ()) for root in roots)


def unknown(path, name):
    """What refuses when it is called, and not before."""

    def refuse(*values, **named):
        raise refused(
            "{name} of {module} is not known here yet, so that the program cannot "
            "be counted. Leave it out if no layer depends on it.",
            "NotImplementedError",
            module=path,
            name=name,
        )

    refuse.__name__ = name
    return refuse
