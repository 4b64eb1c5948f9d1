"""Texts that are no program to count: each is told what it is, and what to do."""

import random
import subprocess
import sys

import pytest

from gatecount import CountError
from gatecount.program import count_model
from gatecount.program.pasted import described
from gatecount.program.pasted.foreign import is_sentence
from live.shared.words import TRANSLATIONS
from tests.pages import ROOT

# What a text is told, and texts that are told so.
TEXTS = {
    "These are sentences": [
        "作业3:请计算下面这个长短期记忆网络的参数量,输入特征 5 个,隐藏单元 10 个。",
        "第二题\n为什么 PyTorch 的 LSTM 多出 40 个参数？\n请说明理由，并写出过程。",
        "双向LSTM的参数量怎么算",
        "Homework 3. How many parameters does an LSTM layer with 10 units have?",
        "An LSTM with 10 units\nreads 5 features at each step",
        "Hello everyone,\n\nmine says 680, but my friend's says 640.\nWho is right?",
        "1. Why does a GRU have fewer weights than an LSTM?\n2. By how many?",
    ],
    "This is an ONNX model": [
        'ir_version: 8\nproducer_name: "pytorch"\ngraph {\n  node {\n    input: "x"\n'
        '    op_type: "LSTM"\n  }\n}\n',
        '<ir_version: 7, opset_import: ["" : 14]>\n'
        "agraph (float[13,2,5] X) => (float[13,1,2,10] Y) {\n  Y = LSTM (X, W, R)\n}\n",
        "graph main_graph (\n  %x[FLOAT, 13x2x5]\n) {\n  %y = LSTM(%x, %w, %r)\n}\n",
    ],
    "This program is written for JAX": ["import jax.numpy as np\nW = np.ones((5, 40))"],
    "This is a printed table": [
        "| layer | units |\n|-------|------:|\n| lstm  | 640   |\n",
        "name      rows    columns\nkernel    5       40\nbias      1       40\n",
        "┌──────┬─────┐\n│ lstm │ 640 │\n└──────┴─────┘\n",
    ],
    "This is the message of an error (ValueError: Input 0": [
        "Traceback (most recent call last):\n"
        '  File "train.py", line 12, in <module>\n    model.fit(x, y)\n'
        "ValueError: Input 0 of layer lstm is incompatible\n",
    ],
    "These are commands of the terminal, not a program. Paste what stands in tr": [
        "$ python train.py --units 10",
        "cd lstm\npip install -r requirements.txt\npython3 -u train.py\n",
    ],
    "These are commands of the terminal, not a program. Paste the program": [
        "pip install keras",
        "$ git clone https://example.org/lstm.git\n$ cd lstm\n",
    ],
    "This is a Keras model as to_json()": [
        '{"class_name": "Sequential", "config": {"name": "m", "layers": []}}'
    ],
    "This is data in JSON": ['{"units": 10, "features": 5}', "[[5, 40], [10, 7.5]]"],
    "This is written in C++": [
        "#include <torch/torch.h>\n\nint main() {\n  torch::nn::LSTM lstm(5, 10);\n}\n"
    ],
    "This is written in Java,": [
        "import org.deeplearning4j.nn.conf.layers.LSTM;\n\npublic class Net {\n"
        "  public static void main(String[] args) {}\n}\n"
    ],
    "This is written in R,": [
        "library(keras)\nm <- keras_model_sequential() %>%\n  layer_lstm(units = 10)\n"
    ],
    "This is written in JavaScript": [
        "const model = tf.sequential();\nmodel.add(tf.layers.lstm({units: 10}));\n"
    ],
    "This is written in Julia": ["using Flux\nm = Chain(LSTM(5 => 10))"],
    "This is written in MATLAB": [
        "layers = [ ...\n  sequenceInputLayer(5)\n  lstmLayer(10)];\n"
    ],
    "This is the source of a web page": ["<!DOCTYPE html>\n<html><body>LSTM</body>"],
    "There is nothing to count yet": ["", " \n\n"],
}  # fmt: skip
PAIRS = [(said, text) for said, texts in TEXTS.items() for text in texts]


@pytest.mark.parametrize("said, text", PAIRS, ids=range(len(PAIRS)))
def test_a_text_is_told_what_it_is(said, text, tally):
    with pytest.raises(CountError) as refused:
        count_model(text)
    error = refused.value
    assert str(error).startswith(said)
    assert error.line is None
    chinese = TRANSLATIONS["zh"][error.template].format(**error.values)
    assert all(str(each) in chinese for each in error.values.values())
    tally["texts that are no program, told what they are"] += 1


MODEL = (
    "import keras\nm = keras.Sequential([keras.Input((5,)), keras.layers.Dense(2)])\n"
)


@pytest.mark.parametrize(
    "text, line",
    [
        ("下面是搭建模型的代码：\n" + MODEL, 1),
        ("下面是代码\n" + MODEL, 1),
        ("Here is the code of my model:\n" + MODEL, 1),
        (MODEL + "然后编译模型，再训练。\n", 3),
        (MODEL + "Now we train the model (not shown).\n", 3),
    ],
)
def test_a_sentence_in_a_program_has_its_line(text, line):
    with pytest.raises(CountError, match="This line is words, not Python") as refused:
        count_model(text)
    assert refused.value.line == line


PROGRAMS = sorted(
    [*ROOT.glob("snippets/*.py"), *ROOT.glob("gatecount/**/*.py")]
    + [
        *ROOT.glob("tests/programs/**/*.py"),
        *ROOT.glob("tests/*.py"),
        *ROOT.glob("tests/*/**/test_*.py"),
    ]
)


def test_no_program_is_mistaken(tally):
    """Not even one with a fault: a sign is lost, or a line is cut off."""
    chance = random.Random(0)
    for path in PROGRAMS:
        text = path.read_text("utf-8")
        if path.name == "test_foreign.py" or "\ndef " not in text:
            continue  # it holds such texts, or nothing but lists of words
        place = chance.randrange(len(text) // 2, len(text) + 1)
        for damaged in (text, text[:place] + text[place + 1 :], text[:place]):
            found = damaged.strip() and described(damaged)
            if found:  # it may name the framework that the program is written for
                assert found.template.startswith("This program is written for"), path
            tally["programs, whole and damaged, not mistaken for another text"] += 1


@pytest.mark.parametrize(
    "line",
    [
        "model.add(LSTM(10)",
        "x = a b c d",
        "for each in range(3)",
        "print 'how many parameters does it have'",
        "raise ValueError, 'no such layer here'",
        "if x is not None and y is not None",
        "lambda: (yield",
        "# How many parameters does it have?",
        "单元数 = 10 个",
        'print("请输入隐藏单元的个数"',
        "class Net nn.Module:",
    ],
)
def test_broken_python_is_no_sentence(line):
    assert not is_sentence(line)


def test_the_command_line_says_it_too():
    text = "请计算这个长短期记忆网络的参数量。"
    done = subprocess.run(
        [sys.executable, "-m", "gatecount", "-"],
        input=text,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("-: These are sentences, not a program.")
    assert done.stdout == ""
