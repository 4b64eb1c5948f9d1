"""What sizes and shapes are in here, in every framework's layers.

A size is how many numbers an axis has. None stands for one that is not known: the
batch, or an axis of which no weight depends, such as the time steps. In a program of
which a size is a letter, the letter travels as an `int` that remembers it.

A shape is the sizes of all axes, as the framework itself orders them. With the batch
axis: PyTorch, Flax, Haiku, Paddle, MindSpore, MLX and ONNX. Without: Equinox, and
Keras where a shape is given; inside, Keras' layers have it in front.
"""

from collections.abc import Callable

TYPE_CHECKING = False  # True for mypy; `typing` itself is 3 ms of an import
if TYPE_CHECKING:
    from typing import Any as Any
    from typing import ClassVar as ClassVar
    from typing import NoReturn as NoReturn
    from typing import Self as Self
    from typing import TypeAlias as TypeAlias
    from typing import TypeGuard as TypeGuard
    from typing import cast as cast
else:
    Any = NoReturn = Self = TypeAlias = object
    ClassVar = TypeGuard = tuple

    def cast(kind, value):
        return value


Value: TypeAlias = Any  # what a pasted program may hold: anything
Routine: TypeAlias = Callable[..., Value]
Size: TypeAlias = int | None
Shape: TypeAlias = tuple[Size, ...]
Sizes: TypeAlias = tuple[int, ...]  # those of a weight, where none is unknown
Output: TypeAlias = Shape | list[Shape]  # of one tensor, or of each of several
# In how many steps a matrix is used; of one with equal parts used apart, of each part.
Steps: TypeAlias = Size | tuple[Size, ...]
