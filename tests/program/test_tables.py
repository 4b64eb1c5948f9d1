"""Tables of pandas: how many columns they have, where the program says it."""

import pytest

from gatecount.program import count_model
from tests.pages import ROOT

PROGRAMS = (ROOT / "tests/programs/tables.txt").read_text("utf-8").split("\n---\n")


@pytest.mark.parametrize("source", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_table_has_the_columns_that_the_program_leaves_it(source):
    """Each ends with the number; ? where only the data would tell."""
    source, _, said = source.strip().rpartition("\n# ")
    answer = count_model(
        f"import keras\nimport pandas as pd\n{source}\n"
        "print(df.shape[1])\n"
        "model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])"
    )
    assert answer.printed.split() == [said]


def test_what_is_kept_in_a_file_is_no_layer():
    source = """
import pickle
import keras
from sklearn.preprocessing import StandardScaler
model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])
with open("scaler.pkl", "wb") as file:
    pickle.dump(StandardScaler(), file)
"""
    answer = count_model(source)
    assert answer.total == 640 and not answer.incomplete


def test_a_size_is_named_by_where_it_stands():
    """Not by another part of the call that would have to be computed."""
    source = """
import keras
from keras.regularizers import l2
from settings import Settings
def build(shape):
    layer = keras.layers.LSTM(10, kernel_regularizer=l2(0.01), input_shape=shape)
    return keras.Sequential([layer])
build((5, len(Settings.columns)))
"""
    (size,) = count_model(source).unknown
    assert "l2" not in size.code
