import keras
from keras.layers import Dense, Input, LSTM
layer_sizes = [64, 32, 16]
def make(bi=False, **kw):
    m = keras.Sequential(name=kw.pop("name", None))
    m.add(Input(shape=(kw["steps"], kw["feat"])))
    for i, n in enumerate(layer_sizes):
        l = LSTM(n, return_sequences=(i != len(layer_sizes) - 1), kernel_regularizer=keras.regularizers.l2(1e-4), recurrent_initializer="orthogonal")
        m.add(keras.layers.Bidirectional(l) if bi else l)
    m.add(Dense(1))
    return m
models = {f"m_{b}": make(b, steps=10, feat=3, name=f"model_{int(b)}") for b in (False, True)}
for k, v in models.items():
    print(k, v.count_params(), v.layers[0].name, v.layers[0].output.shape)
    v.summary()
