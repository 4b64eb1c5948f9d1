import keras
import numpy as np
from keras.layers import LSTM, Dense, TimeDistributed, Input, Bidirectional
from keras.models import Model, Sequential
batch = 8
m = Sequential()
m.add(LSTM(32, batch_input_shape=None or None, input_shape=(None, 5), return_sequences=True) if False else LSTM(32, input_shape=(None, 5), return_sequences=True))
m.add(TimeDistributed(Dense(10, activation='relu'), name="td"))
m.add(TimeDistributed(TimeDistributed(Dense(2))) if False else TimeDistributed(Dense(2)))
m.summary()
inner = Sequential([Input((28, 28, 1)), keras.layers.Conv2D(4, 3), keras.layers.Flatten(), Dense(16)])
vid = Input((10, 28, 28, 1))
e = TimeDistributed(inner)(vid)
o = Bidirectional(LSTM(6))(e)
mm = Model(vid, o); mm.summary(); mm.summary(expand_nested=True)
f = Input((28, 28, 1)); g = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(7, 3)(f))
cnn = Model(f, g, name="cnn")
o2 = LSTM(3)(TimeDistributed(cnn, name="frames")(vid))
Model(vid, o2).summary()
