"""What a page says about a framework's behaviour is shown: by a program, or by
the line of its source at a release.

Links into a framework that is installed here are checked against its files; the
others were read at the tag by hand, and stand in READ.
"""

import re
from importlib.metadata import distribution

import pytest

from tests.pages import ROOT, pages

LINE = re.compile(
    r"https://(?:github|atomgit)\.com/[^/]+/(?P<name>[^/]+)/blob/(?P<tag>[^/]+)/(?P<file>[^#]+)"
    r"#L(?P<first>\d+)(?:-L(?P<last>\d+))?"
)

# Path of a line in its repository -> what must stand there.
SOURCE = {
    "keras/src/layers/rnn/gru.py#L103": "reset_after=True",
    "keras/src/layers/rnn/gru.py#L286-L287": "recurrent_h = r * recurrent_h",
    "keras/src/layers/rnn/lstm.py#L166": "if self.unit_forget_bias:",
    "tf_keras/src/layers/rnn/lstm.py#L520": "time_major=False",
    "torch/nn/modules/rnn.py#L185-L186": "Second bias vector included for CuDNN",
    "torch/nn/modules/rnn.py#L935-L936": "num_directions * proj_size",
    "torch/nn/modules/rnn.py#L1319-L1325": r"r_t \odot (W_{hn} h_{(t-1)}+ b_{hn})",
    "flax/linen/recurrent.py#L149": "summed so only one needs a bias",
    "flax/linen/recurrent.py#L592": "r * dense_h(name='hn', use_bias=True)(h)",
    "flax/nnx/nn/recurrent.py#L179-L186": "self.ho = dense_h()",
    "flax/nnx/nn/recurrent.py#L673": "use_bias=True",
    "equinox/nn/_rnn.py#L75": "self.bias_n = ",
    "equinox/nn/_rnn.py#L108": "reset * (hgates[2] + bias_n)",
    "onnx/defs/rnn/defs.cc#L235": '"linear_before_reset"',
    "onnx/defs/rnn/defs.cc#L331": "`[Wb[iofc], Rb[iofc]]`",
    "onnx/defs/doc_strings.cc#L88": "default, when linear_before_reset = 0",
}

# Not installed, so read by hand at the tag: what stands there.
READ = {
    "Paddle/blob/v3.3.1/python/paddle/nn/layer/rnn.py#L1620": (
        "setattr(self, name, param)"
    ),
    "Paddle/blob/v3.3.1/python/paddle/nn/layer/rnn.py#L1093": (
        "self.bias_hh.stop_gradient = True"
    ),
    "dm-haiku/blob/v0.0.17/haiku/_src/recurrent.py#L338-L339": (
        "x_and_h = jnp.concatenate(…) gated = hk.Linear(4 * self.hidden_size)(x_and_h)"
    ),
    "dm-haiku/blob/v0.0.17/haiku/_src/recurrent.py#L267": (
        "hk.Linear(self.hidden_size, with_bias=self.double_bias)"
    ),
    "mindspore/blob/v2.10.0/mindspore/python/mindspore/nn/layer/rnns.py#L444-L451": (
        "if has_bias: self.b_ih_list.append(…) self.b_hh_list.append(…)"
    ),
    "mlx/blob/v0.32.4/python/mlx/nn/layers/recurrent.py#L144": "self.bhn = (",
    "addons/blob/v0.23.0/tensorflow_addons/rnn/layer_norm_lstm_cell.py#L186-L188": (
        "c = self.state_norm(c) … return h, [h, c]"
    ),
    "addons/blob/v0.23.0/tensorflow_addons/rnn/peephole_lstm_cell.py#L21": (
        "class PeepholeLSTMCell(tf.keras.layers.LSTMCell):"
    ),
    "tensorflow/blob/v1.15.0/tensorflow/python/keras/layers/recurrent.py#L2318": (
        "class PeepholeLSTMCell(LSTMCell): (as TensorFlow's manual of 1.15 links it)"
    ),
}

# A sentence of the pages -> the program that shows it, and the line it prints.
SHOWN = {
    "in an LSTM only the sum of a gate's two biases acts": (
        "two_biases",
        "LSTM f True True",
    ),
    "in a GRU that resets after the product the candidate's two differ": (
        "two_biases",
        "GRU n False False",
    ),
    "ONNX' GRU by default adds the candidate's two biases": (
        "linear_before_reset",
        "hidden_size = 10 | (13, 1, 1, 10) | 60 | True",
    ),
    "with linear_before_reset = 1 it does not": (
        "linear_before_reset",
        "hidden_size = 10, linear_before_reset = 1 | (13, 1, 1, 10) | 60 | False",
    ),
    "Flax nnx' GRU of 480 resets after the product": ("gru_two_kinds", "True True"),
    "Keras lets the biases of the forget gate start at 1": (
        "gate_slices",
        "[0. 1. 0. 0.]",
    ),
}


def links():
    """Address -> names of the pages that link to it."""
    found = {}
    for page in pages():
        for link in page.article.find_all("a", href=LINE):
            found.setdefault(link["href"], set()).add(str(page))
    return found


def path(address):
    match = LINE.fullmatch(address)
    return address.partition(f"/blob/{match['tag']}/")[2]


def test_every_line_is_on_the_list():
    """No line of source without its proof, and no proof without a page."""
    read = {each for each in links() if each.split("/", 4)[4] in READ}
    assert {path(each) for each in links().keys() - read} == SOURCE.keys()
    assert len(read) == len(READ)


@pytest.mark.parametrize("where", SOURCE)
def test_the_line_says_so(where, tally):
    [address] = [each for each in links() if path(each) == where]
    match = LINE.fullmatch(address)
    package = distribution(match["name"].replace("pytorch", "torch"))
    assert match["tag"] == "v" + package.version.partition("+")[0]
    text = package.locate_file(match["file"]).read_text(encoding="utf-8")
    first, last = int(match["first"]), int(match["last"] or match["first"])
    shown = "\n".join(text.splitlines()[first - 1 : last])
    assert SOURCE[where] in shown, (address, shown)
    tally["lines of upstream source that say what a page says"] += 1


def test_a_branch_is_no_proof(page):
    """A link to source names a release or a commit, never what moves."""
    for link in page.article.find_all("a", href=re.compile("/blob/")):
        assert re.search(r"/blob/(v?\d|[0-9a-f]{40})", link["href"]), link["href"]


@pytest.mark.parametrize("claim", SHOWN)
def test_a_program_shows_it(claim):
    name, line = SHOWN[claim]
    printed = (ROOT / f"snippets/{name}.txt").read_text(encoding="utf-8")
    assert line in printed.splitlines(), claim
