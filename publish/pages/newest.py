"""Under each output: when it was printed, and whether a newer version has been seen."""

import json
import re
from functools import cache

from live.shared.markup import tag
from live.shared.words import html
from publish import ROOT
from publish.pages.examples import SNIPPETS

FILE = ROOT / "evidence/newest.json"
DATES = SNIPPETS / "dates.json"  # of each output: the day on which it was written
# How a page calls what printed an output, and its package.
NAMES = {
    "Keras": "keras",
    "tf-keras": "tf-keras",
    "TensorFlow": "tensorflow",
    "PyTorch": "torch",
    "Flax": "flax",
    "Equinox": "equinox",
    "JAX": "jax",
    "ONNX": "onnx",
    "ONNX Runtime": "onnxruntime",
    "PaddlePaddle": "paddlepaddle",
    "MindSpore": "mindspore",
    "Haiku": "dm-haiku",
    "MLX": "mlx",
}
PRINTED = re.compile(r'(?<=<p class="by">)(.*?)(?=</p>)', re.S)
VERSION = re.compile(rf"({'|'.join(sorted(NAMES, key=len, reverse=True))}) ([\d.]+)")


@cache
def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def mark(language, package, version):
    """Says which newer version the index has; "" for the newest."""
    newest = read(FILE)["newest"].get(package, version)
    if newest == version:
        return ""
    said = html(language, "{version} is out", version=newest)
    return tag(' <small class="gc-newer">({})</small>')(said)


def dated(line, language, name):
    """What printed the output of the program `name`, with its day and the marks."""
    marked = VERSION.sub(
        lambda found: found[0] + mark(language, NAMES[found[1]], found[2]), line
    )
    day = tag(" · <time>{}</time>\n")(read(DATES)[name])
    return str(marked.rstrip()) + str(day)
