import keras
from keras import layers

inputs = keras.layers.Input(shape=[None, 1])
x = inputs
for dilation_rate in [2**i for i in range(4)] * 2:
    x = layers.Conv1D(
        filters=20,
        kernel_size=2,
        padding="causal",
        activation="relu",
        dilation_rate=dilation_rate,
    )(x)
x = layers.Conv1D(filters=10, kernel_size=1)(x)
model = keras.Model(inputs, x)
model.compile(loss="mse", optimizer="adam")
model.summary()
