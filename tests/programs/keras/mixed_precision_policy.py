import keras
from keras import layers

keras.mixed_precision.set_global_policy("mixed_float16")
model = keras.Sequential(
    [keras.Input((10, 4)), layers.LSTM(8), layers.Dense(2, dtype="float32")]
)
model.summary()
keras.mixed_precision.set_global_policy("float32")
half = keras.Sequential(
    [
        keras.Input((10, 4)),
        layers.LSTM(8, dtype="float16"),
        layers.Dense(2, dtype="float64"),
    ]
)
half.summary()
