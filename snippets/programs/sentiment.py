from tensorflow.keras.layers import (
    LSTM,
    Bidirectional,
    Dense,
    Dropout,
    Embedding,
)
from tensorflow.keras.models import Sequential

VOCABULARY = 20000
LENGTH = 200

model = Sequential()
model.add(Embedding(VOCABULARY, 128))
model.add(Bidirectional(LSTM(64, return_sequences=True)))
model.add(Bidirectional(LSTM(32)))
model.add(Dropout(0.5))
model.add(Dense(1, activation="sigmoid"))
model.build(input_shape=(None, LENGTH))
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.summary()
