import keras
from keras import layers
base = keras.Sequential([layers.Input((28, 28)), layers.LSTM(32, return_sequences=True), layers.LSTM(32)], name="base")
base.trainable = False
x = keras.Input((28, 28))
y = base(x)
y = layers.Dense(10)(y)
m = keras.Model(x, y)
m.summary()
m.summary(expand_nested=True, show_trainable=True)
