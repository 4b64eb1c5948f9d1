from keras import layers, Model, Input
import numpy as np
class Encoder(Model):
    def __init__(self, units):
        super().__init__()
        self.rnn = layers.LSTM(units, return_sequences=True, return_state=True)
        self.bn = layers.BatchNormalization()
    def call(self, x, training=False):
        o, h, c = self.rnn(x)
        return self.bn(o, training=training)
m = Encoder(8)
out = m(Input((None, 3)))
print(out.shape)
m.summary()
m = Encoder(8)
out = m(np.ones((2, 5, 3), dtype="float32"))
print(out.shape)
m.summary(show_trainable=True)
m.rnn.trainable = False
print(len(m.trainable_weights), m.count_params())
m.summary(show_trainable=True)
