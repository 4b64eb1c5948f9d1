import keras
from keras.layers import (
    LSTM,
    Bidirectional,
    Dense,
    Dropout,
    Embedding,
    Input,
    TimeDistributed,
)

inp = Input(shape=(50,))
x = Embedding(5000, 40, mask_zero=True)(inp)
x = Bidirectional(LSTM(64, return_sequences=True))(x)
x = Dropout(0.1)(x)
out = TimeDistributed(Dense(9, activation="softmax"))(x)
model = keras.Model(inp, out)
model.summary()
