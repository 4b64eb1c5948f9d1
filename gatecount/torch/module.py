"""What all modules of PyTorch share: arguments, parameters, checks of the input.

A module checks its constructor's arguments as `torch.nn` does and notes the
shape of each parameter; called with the shapes of its inputs, it gives the
shape of what it returns. See https://docs.pytorch.org/docs/2.13/nn.html.
"""

import re
from collections.abc import Iterable

from ..checks import check_sizes
from ..counting import Count, CountError, Weight, whole
from ..signature import Declared, check_call
from ..types import Any, NoReturn, Output, Shape, Size, Steps, cast

# What reset_parameters() can fill.
DTYPES = {
    f"torch.{name}"
    for name in """float16 bfloat16 float32 float64 half float double complex64
        complex128 cfloat cdouble""".split()
}
OTHER_DTYPES = {
    f"torch.{name}"
    for name in "int8 int16 int32 int64 uint8 short int long bool".split()
}
MOST_LAYERS = 10_000  # more would only be slow to list
NUMBER = (int, float)
DEVICE = re.compile(r"(cpu|cuda|meta|mps|xpu)(:\d+)?")


def plain(size: Any) -> bool:
    """Python's own int, or a symbol for one."""
    return type(size) is int or hasattr(size, "formula")


class Module(Declared):
    """A layer: parameters of its own, and children that have theirs."""

    inputs = 1  # how many tensors forward() takes
    input_shape = None
    refused: tuple[
        str, ...
    ] = ()  # arguments that Python would take, but PyTorch does not
    device = dtype = None

    @classmethod
    def construct(cls, *values: Any, **named: Any) -> Any:
        """The module; arguments that PyTorch refuses are a CountError."""
        check_call(cls, values, named)
        try:
            return cls(*values, **named)
        except CountError:
            raise
        except (TypeError, ArithmeticError) as error:  # values that do not fit
            raise CountError(
                "One of the values given to {layer} is of the wrong kind. Sizes are "
                "whole numbers, switches are True or False.",
                type(error).__name__,
                layer=cls.__name__,
            ) from error

    @property
    def own(self) -> list[Weight]:
        """The module's own parameters: lists of weights, in order."""
        held: list[Weight] = self.__dict__.setdefault("_own", [])
        return held

    @property
    def children(self) -> dict[str, Any]:
        """Name -> module, in order."""
        held: dict[str, Any] = self.__dict__.setdefault("_children", {})
        return held

    def _accept(self, given: dict[str, Any]) -> None:
        super()._accept(given)
        self.make()

    def make(self) -> None:
        """Refuse the arguments that PyTorch refuses at once; note the parameters."""

    def _check_place(self) -> None:
        """The kinds of both values first, then their meaning, as PyTorch does."""
        device, dtype = self.device, self.dtype
        numbered = isinstance(device, int) and not isinstance(device, bool)
        named = dtype is None or dtype in DTYPES | OTHER_DTYPES
        if not (device is None or numbered or isinstance(device, str)):
            refuse_device(device, "TypeError")
        if not named:
            refuse_dtype(repr(dtype), "TypeError")
        if isinstance(device, str) and not DEVICE.fullmatch(device):
            refuse_device(device, "RuntimeError")
        if dtype in OTHER_DTYPES:
            refuse_dtype(dtype, "RuntimeError")

    def matrix(self, name: str, shape: Any, **packed: Any) -> None:
        """Note a parameter that is multiplied; forward() says in how many steps."""
        self.parameter(name, shape, steps=(None,), **packed)

    def parameter(
        self, name: str, shape: Any, trainable: bool = True, **packed: Any
    ) -> None:
        """Note a parameter, if `torch.empty(shape)` can make it."""
        several = isinstance(shape, (tuple, list))
        sizes = tuple(shape) if several else (shape,)
        # PyTorch looks at the first size, then at device and dtype, then at the rest.
        first, rest = sizes[:1], sizes[1:]
        error = "TypeError"
        wrong = [size for size in first if not plain(size)]
        if not wrong:
            self._check_place()
            wrong = [size for size in rest if not isinstance(size, int)]
        if not wrong:
            error = "RuntimeError"
            wrong = [size for size in sizes if size < 0]
        if wrong:
            raise CountError(
                "{layer}: {value} cannot be a size of {weight}. Sizes are whole "
                "numbers that are not negative, such as 10.",
                error,
                layer=type(self).__name__,
                value=repr(wrong[0]),
                weight=name,
            )
        self.own.append(
            Weight(name, name, tuple(map(whole, sizes)), trainable=trainable, **packed)
        )

    def add(self, name: str, module: Any) -> Any:
        if not isinstance(module, Module):
            raise CountError(
                "{value} is not a layer. Write the constructor call, such as "
                "nn.Linear(5, 10).",
                "TypeError",
                value=getattr(module, "__name__", None) or repr(module),
            )
        self.children[name] = module
        return module

    def used(self, steps: Steps, *names: str) -> None:
        """Note that the matrices of these names, or all, are used in so many steps.

        The steps of all samples of the batch; several numbers are those of a
        tensor's equal parts.
        """
        steps = steps if isinstance(steps, tuple) else (steps,)
        noted = self.__dict__.setdefault("_steps", {})
        noted |= dict.fromkeys(names or (None,), steps)

    def _steps_of(self, weight: Weight, batch: int) -> Shape:
        noted = self.__dict__.get("_steps", {})
        steps = noted.get(weight.name) or noted.get(None, weight.steps)
        return tuple([each and each // batch for each in steps])

    def weights(self, prefix: str = "", batch: int = 1) -> Iterable[Weight]:
        """All parameters, under their names in `state_dict()`."""
        found = []  # a deep model is too slow as generators inside of generators
        for weight in self.own:
            path = prefix + weight.name
            changed: dict[str, Any] = {"name": path, "path": path}
            if weight.cell:
                changed["cell"] = prefix + weight.cell
            if weight.steps and (self.__dict__.get("_steps") or batch > 1):
                changed["steps"] = self._steps_of(weight, batch)
            found.append(weight.but(**changed))
        for name, child in self.children.items():
            found += child.weights(f"{prefix}{name}.", batch)
        return found

    def count(self, input_shape: Any = None) -> Count:
        """The weights; with an input shape, batch axis included, also the output's.

        Several inputs are a list of shapes.
        """
        if input_shape is None:
            return Count(tuple(self.weights()), None)
        shapes = self.input_shapes(input_shape)
        output, batch = self(*shapes), 1
        twins = self.with_batch(shapes, 2)
        if self.with_batch(shapes, None) != self.with_batch(shapes, 1):
            try:
                output = self(*self.with_batch(shapes, None))
                self(*twins)
                batch = 2
            except CountError:  # refused: this axis cannot vary, so no batch
                self(*shapes)
        return Count(tuple(self.weights(batch=batch)), output)

    def input_shapes(self, input_shape: Any) -> tuple[Shape, ...]:
        if isinstance(input_shape, (tuple, list)) and any(
            isinstance(each, (tuple, list)) for each in input_shape
        ):
            return tuple(map(check_shape, input_shape))
        return self.alike(check_shape(input_shape))

    def alike(self, shape: Shape) -> tuple[Shape, ...]:
        """The shapes of all inputs, when only one is given."""
        return (shape,)

    def with_batch(self, shapes: Any, size: Size) -> tuple[Shape, ...]:
        """The shapes with this size for the batch."""
        return tuple(with_size(shape, self.batch_axis(shape), size) for shape in shapes)

    def batch_axis(self, shape: Shape) -> int | None:
        return 0 if len(shape) > 1 else None

    def __call__(self, *shapes: Any) -> Any:
        """The shape of what forward() returns for inputs of these shapes."""
        if len(shapes) != self.inputs:
            raise CountError(
                "{layer} takes {most} inputs; {given} were given. Write several input "
                "shapes as a list, such as [(2, 5), (2, 7)].",
                "TypeError",
                layer=type(self).__name__,
                most=self.inputs,
                given=len(shapes),
            )
        for shape in shapes:
            if isinstance(shape, list):
                raise CountError(
                    "{layer} cannot take the output of a recurrent layer, which is "
                    "not one tensor but several: output and last state.",
                    "TypeError",
                    layer=type(self).__name__,
                )
        return self.forward(*shapes)

    def forward(self, *shapes: Any, **named: Any) -> Output:
        """The shape of the output, or those of all outputs, for inputs of these shapes.

        Raises CountError for what PyTorch refuses when it is called.
        """
        return cast(Shape, shapes[0])

    # Refusals of an input.

    def check_axes(self, shape: Shape, *known: int, error: str = "ValueError") -> None:
        if len(shape) not in known:
            raise CountError(
                "{layer} takes an input with {known} axes; {shape} has {axes}.",
                error,
                layer=type(self).__name__,
                known=" / ".join(map(str, known)),
                shape=shape,
                axes=len(shape),
            )

    def check_size(
        self, shape: Shape, axis: int, expected: Any, error: str = "RuntimeError"
    ) -> None:
        if shape[axis] is not None and shape[axis] != expected:
            raise CountError(
                "{layer} expects size {expected} on axis {axis} of its input; "
                "{shape} has {given} there.",
                error,
                layer=type(self).__name__,
                expected=repr(expected),
                axis=axis % len(shape),
                shape=shape,
                given=shape[axis],
            )

    def check_kind(self, argument: str, value: Any, kinds: Any) -> None:
        """Types that PyTorch looks at only when it is given an input."""
        self.check_range(argument, value, isinstance(value, kinds), "TypeError")

    def check_range(
        self, argument: str, value: Any, good: Any, error: str = "RuntimeError"
    ) -> None:
        """Values that PyTorch looks at only when it is given an input."""
        if not good:
            raise CountError(
                "{layer} cannot work with {argument}={value}. Change it, or the input "
                "shape.",
                error,
                layer=type(self).__name__,
                argument=argument,
                value=repr(value),
            )


def refuse_device(device: Any, error: str) -> NoReturn:
    raise CountError(
        "{value} is not a device. Leave it out, or write 'cpu'.",
        error,
        value=repr(device),
    )


def refuse_dtype(dtype: Any, error: str) -> NoReturn:
    raise CountError(
        "{value} cannot be the type of a weight. Leave dtype out, or write a floating "
        "point type such as torch.float32.",
        error,
        value=dtype,
    )


def check_whole(**sizes: Any) -> None:
    for argument, value in sizes.items():
        if not isinstance(value, int):
            raise CountError(
                "{argument} must be a whole number, not {value}.",
                "TypeError",
                argument=argument,
                value=repr(value),
            )


def check_least_1(argument: str, value: Any) -> None:
    if value <= 0:
        raise CountError(
            "{argument} must be at least 1, not {value}.",
            argument=argument,
            value=repr(value),
        )


def check_layers(argument: str, value: Any) -> None:
    if value > MOST_LAYERS:
        raise CountError(
            "{argument}={value} is more layers than can be listed here. Write at "
            "most {most}.",
            "MemoryError",
            argument=argument,
            value=value,
            most=MOST_LAYERS,
        )


def check_dropout(probability: Any) -> None:
    if not 0 <= probability <= 1:
        raise CountError(
            "{argument} must be a number between 0 and 1, not {value}.",
            argument="dropout",
            value=repr(probability),
        )


def check_size_known(layer: Any, size: Size, shape: Shape) -> None:
    if size is None:
        raise CountError(
            "{layer} needs to know a size that is None in {shape}, since its weights "
            "depend on it. Give a number instead.",
            "RuntimeError",
            layer=type(layer).__name__,
            shape=shape,
        )


def check_shape(shape: Any) -> Shape:
    """A tuple of whole numbers; None stands for a size that is not known."""
    if not isinstance(shape, (tuple, list)):
        raise CountError(
            "The input shape is a tuple of sizes, batch axis included, such as "
            "(13, 2, 5), not {value}.",
            "TypeError",
            value=repr(shape),
        )
    check_sizes(shape, "RuntimeError", "TypeError")
    return tuple(None if size is None else whole(size) for size in shape)


def with_size(shape: Shape, axis: int | None, new: Size) -> Shape:
    if axis is None:
        return shape
    return tuple(new if each == axis else size for each, size in enumerate(shape))


def several(value: Any, axes: Any) -> tuple[Any, ...]:
    """`value` for each axis, as torch.nn.modules.utils._ntuple."""
    return tuple(value) if isinstance(value, (tuple, list, str)) else (value,) * axes


def check_axis(layer: Any, dim: int, shape: Shape) -> int:
    """The axis that `dim` names in this shape; a scalar has one axis here."""
    layer.check_range("dim", dim, type(dim) is int, "TypeError")
    axes = max(len(shape), 1)
    if not -axes <= dim < axes:
        raise CountError(
            "{layer}: the input {shape} has no axis {dim}.",
            "IndexError",
            layer=type(layer).__name__,
            shape=shape,
            dim=dim,
        )
    return dim % axes
