import keras
from keras.layers import Dense, LSTM, Layer
class Scale(Layer):
    def build(self, input_shape):
        self.g = self.add_weight(shape=(1,), initializer="ones")
        self.h = self.add_weight((input_shape[-1],), "zeros", trainable=False)
    def call(self, x):
        return x * self.g + self.h
class Wrap(Layer):
    def __init__(self, n, **kw):
        super().__init__(**kw)
        self.blocks = []
        for i in range(n):
            self.blocks.append(Scale(name=f"scale_{i}"))
        self.d = {"a": Dense(3), "b": Dense(4)}
    def call(self, x, training=None, mask=None):
        for b in self.blocks:
            x = b(x)
        return self.d["b"](self.d["a"](x))
m = keras.Sequential([keras.Input((4, 6)), LSTM(5), Wrap(3), Dense(2)])
m.summary()
for w in m.weights: print(w.path, w.shape, w.trainable)
