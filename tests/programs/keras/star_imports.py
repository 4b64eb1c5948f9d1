import tensorflow as tf
from tensorflow.keras.layers import *
from tensorflow.keras.models import *
i = Input((28,28))
x = Bidirectional(GRU(20, return_sequences=True), merge_mode='ave')(i)
x = Dropout(.2)(x)
x = LSTM(30)(x)
o = Dense(10, 'softmax')(x)
m = Model(i, o)
m.summary()
print(m.output.shape, m.input.shape, m.layers[1].output.shape)
