import keras
from keras import layers
class Enc(layers.Layer):
    def __init__(self, u): super().__init__(); self.l = layers.LSTM(u, return_state=True)
    def call(self, x):
        o, h, c = self.l(x)
        return o, [h, c]
class Dec(layers.Layer):
    def __init__(self, u, v): super().__init__(); self.l = layers.LSTM(u, return_sequences=True); self.d = layers.Dense(v)
    def call(self, x, states): return self.d(self.l(x, initial_state=states))
s, t = keras.Input((7, 3)), keras.Input((6, 2))
o, st = Enc(8)(s)
y = Dec(8, 5)(t, st)
m = keras.Model([s, t], y)
m.summary()
print(o.shape, [k.shape for k in st])
y2 = Dec(8, 5)(t, states=st)
print(y2.shape)
