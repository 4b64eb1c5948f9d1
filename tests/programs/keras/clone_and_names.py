import keras
from keras import layers

a = keras.Sequential(
    [keras.Input((5, 3)), layers.LSTM(4, name="memory"), layers.Dense(1)], name="first"
)
b = keras.models.clone_model(a)
b.summary()
print(a.name, b.name, [l.name for l in b.layers])
print(layers.Dense(1).name, layers.Dense(1).name, layers.LSTM(1).name)
