"""What Keras saves: a configuration, and weights whose shapes an HDF5 file has.

`.keras` is a zip of both, `.h5` holds the configuration as an attribute; see
https://keras.io/guides/serialization_and_saving/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod

from ...types import TYPE_CHECKING, Value
from .. import deep_json
from . import hdf5, zips
from .reading import Reader, cut

if TYPE_CHECKING:
    from .hdf5 import Node


CONFIG, WEIGHTS = "config.json", "model.weights.h5"
OPTIMIZER = re.compile(r"(?:optimizer|optimizer_weights|\w+/optimizer)(?:/|$)")
# The states of random generators, and of metrics: Keras counts them in no model.
STATE = re.compile(r"(?:.*/)?(?:seed_generators?|metrics|compile_metrics)/")
ROOM = re.compile(r"(.*layers/[^/]+|[^/]+)/")  # of one layer, in Keras 3


@dataclass
class Saved:
    """The configuration as Keras wrote it, or None; the weights by the layers that hold
    them, None where they are not in the file; how many numbers are an optimizer's."""

    config: dict[str, Value] | None = None
    layers: Value = None
    optimizer: int = 0

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        held = (self.layers or {}).values()
        return [shape for weights in held for _, shape in weights]


def zipped(reader: Reader) -> Saved:
    archive, parts = zips.parts(reader)
    config = mapping(zips.content(archive, parts[CONFIG]))
    if WEIGHTS not in parts:
        return Saved(config)
    found = weights(zips.opened(reader, archive, parts[WEIGHTS]))
    found.config = config
    return found


def weights(reader: Reader) -> Saved:
    """What an HDF5 file of Keras holds, of any version."""
    nodes = dict(hdf5.File(reader).walk())
    said = nodes[""].attributes.get("model_config")
    found = Saved(mapping(said) if isinstance(said, str) else None, {})
    root = "model_weights/" if "model_weights" in nodes else ""
    for path, node in sorted(nodes.items(), key=lambda each: natural(each[0])):
        if node.shape is None or STATE.match(path):
            continue
        if OPTIMIZER.match(path):
            found.optimizer += prod(node.shape)
        else:
            name = path.removeprefix(root)
            found.layers.setdefault(layer(name, root, nodes), []).append(
                (name, node.shape)
            )
    order = nodes.get(root.strip("/"), hdf5.Node()).attributes.get("layer_names", [])
    places = {name: place for place, name in enumerate(order)}
    kept = sorted(found.layers, key=lambda name: places.get(name, len(places)))
    found.layers = {name: found.layers[name] for name in kept}
    for name, held in found.layers.items():
        order = getattr(nodes.get(root + name), "attributes", {}).get("weight_names")
        if isinstance(order, list):
            places = {f"{name}/{each}": k for k, each in enumerate(order)}
            held.sort(key=lambda each: places.get(each[0], len(places)))
    return found


def layer(path: str, root: str, nodes: dict[str, Node]) -> str:
    """The part of a path that names a layer."""
    first = path.partition("/")[0]
    if "weight_names" in getattr(nodes.get(root + first), "attributes", {}):
        return first
    room = ROOM.match(path)
    return room[1] if room else path


def natural(path: str) -> list[tuple[int, str]]:
    """vars/2 before vars/10."""
    return [(len(each) if each.isdigit() else 0, each) for each in path.split("/")]


def mapping(text: bytes | str) -> dict[str, Value]:
    try:
        found = deep_json.loads(text)
    except (ValueError, RecursionError) as error:
        raise cut() from error
    if not isinstance(found, dict):
        raise cut()
    return found
