import keras
from keras import layers

model = keras.Sequential()
model.add(keras.Input((13, 5)))
for _ in range(3):
    model.add(layers.LSTM(4, return_sequences=True))
    print(model.layers[-1].output.name, model.output.shape)
model.summary()


class Seen(layers.Layer):
    def call(self, x):
        print("seen", x.shape)
        return x


model.add(Seen())
model.add(layers.Dense(2))
model.pop()
model.add(layers.Dense(3))
model.summary()

inner = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
outer = keras.Sequential()
outer.add(keras.Input((4,)))
outer.add(inner)
inner.add(layers.Dense(7))
outer.add(layers.Dense(2))
outer.summary()

x = keras.Input((3,))
print(x.name, keras.Model(x, layers.Dense(1)(x)).name)
