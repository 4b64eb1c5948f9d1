"""The algebra of shapes: what an operation makes of the shapes that it is given.

A shape is a tuple of sizes. A size is a whole number; anything else (None, an unknown
value) is a size that is not known, and fits to any other. What cannot be said of a
result is None in it. Axes are counted from 0, or from the end if they are negative.

Refusals are of the classes that PyTorch raises, "IndexError" for an axis or a place
that is not there and "RuntimeError" for sizes that do not fit; who asks for another
framework translates. Shapes in a refusal stand among its values as they are.
"""
