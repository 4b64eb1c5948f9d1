import os

import tensorflow as tf

os.environ["TF_USE_LEGACY_KERAS"] = "1"
LSTMCell = tf.compat.v1.nn.rnn_cell.LSTMCell

for options in (
    {},
    {"use_peepholes": True},
    {"num_proj": 4},
    {"num_proj": 4, "use_peepholes": True},
):
    cell = LSTMCell(10, **options)
    cell.build((None, 5))
    print(cell.count_params(), options)
    for weight in cell.weights:
        name = weight.name.partition("/")[2].removesuffix(":0")
        print(f"  {name:<17} {weight.shape}")
