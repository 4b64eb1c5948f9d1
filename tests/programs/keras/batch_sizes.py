import keras
from keras import layers
inp = keras.Input(batch_shape=(4, 10, 3))
x = layers.LSTM(5, stateful=True, return_sequences=True)(inp)
x = layers.TimeDistributed(layers.Dense(2))(x)
x = layers.Flatten()(x)
m = keras.Model(inp, x)
m.summary()
m.reset_states() if hasattr(m, "reset_states") else None
for l in m.layers:
    if hasattr(l, "reset_states"): l.reset_states()
i2 = keras.Input((10, 3), batch_size=7)
m2 = keras.Model(i2, layers.Conv1D(2, 3)(i2)); m2.summary()
m3 = keras.Sequential([layers.InputLayer(batch_shape=(2, 5)), layers.Dense(3), layers.Reshape((3, 1)), layers.GRU(2)]); m3.summary()
