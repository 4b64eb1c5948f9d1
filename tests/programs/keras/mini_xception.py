import keras
from keras import layers
inp = layers.Input(shape=(32, 32, 3))
x = layers.Conv2D(16, 3, strides=2, padding="same", use_bias=False)(inp)
x = layers.BatchNormalization()(x)
x = layers.ReLU()(x)
for f in (16, 32):
    s = x
    y = layers.SeparableConv2D(f, 3, padding="same")(x)
    y = layers.BatchNormalization()(y)
    y = layers.Activation("relu")(y)
    if s.shape[-1] != f:
        s = layers.Conv2D(f, 1)(s)
    x = layers.add([y, s])
    x = layers.MaxPool2D()(x)
x = layers.GlobalAvgPool2D()(x)
x = layers.Dense(10, activation="softmax", name="predictions")(x)
m = keras.Model(inp, x, name="mini_xception")
m.summary()
