import keras
from keras import layers
# wide & deep, subclass with functional init
class WideDeep(keras.Model):
    def __init__(self, units=30, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.norm_layer_wide = layers.BatchNormalization()
        self.hidden1 = layers.Dense(units, activation=activation)
        self.hidden2 = layers.Dense(units, activation=activation)
        self.main_output = layers.Dense(1)
        self.aux_output = layers.Dense(1)
    def call(self, inputs):
        input_wide, input_deep = inputs
        norm_wide = self.norm_layer_wide(input_wide)
        hidden1 = self.hidden1(input_deep)
        hidden2 = self.hidden2(hidden1)
        concat = keras.ops.concatenate([norm_wide, hidden2], axis=-1) if True else None
        return self.main_output(concat), self.aux_output(hidden2)
m = WideDeep(30, name="wd")
m([keras.Input((5,)), keras.Input((6,))])
m.summary()
class Functional2(keras.Model):
    def __init__(self, n):
        inp = keras.Input((n,))
        out = layers.Dense(3)(inp)
        super().__init__(inputs=inp, outputs=out, name="own")
        self.n = n
f = Functional2(4)
f.summary()
print(f.n, type(f).__name__)
