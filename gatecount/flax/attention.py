"""What the attention of linen and of nnx shares."""

from collections.abc import Iterable, Mapping

from ..counting import Weight
from ..layer import matrix, weight
from ..types import Any


def tensors(
    sizes: Mapping[str, tuple[int, int, int]], use_bias: Any, normalized: Any
) -> Iterable[Weight]:
    """The weights of multi-head attention, whose kernels keep the heads apart.

    query (n, heads, depth), key and value (their n, heads, depth), and
    out (heads, depth, features); a scale (depth,) for normalised query and key.
    """
    for name, (features, heads, depth) in sizes.items():
        yield matrix(f"{name}/kernel", (features, heads, depth))
        if use_bias:
            yield weight(f"{name}/bias", (depth,) if name == "out" else (heads, depth))
    for name in ("query", "key") if normalized else ():
        yield weight(f"{name}_ln/scale", sizes[name][-1:])
