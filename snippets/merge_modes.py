import keras
from keras.layers import LSTM, Bidirectional

for merge_mode in ("concat", "sum", "ave", "mul", None):
    layer = Bidirectional(LSTM(10), merge_mode=merge_mode)
    output = layer(keras.Input(shape=(13, 5)))
    shapes = [each.shape for each in keras.tree.flatten(output)]
    print(merge_mode, *shapes, layer.count_params())
