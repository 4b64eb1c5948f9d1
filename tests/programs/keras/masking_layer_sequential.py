from keras.layers import LSTM, Dense, Masking
from keras.models import Sequential

model = Sequential()
model.add(Masking(mask_value=0.0, input_shape=(100, 12)))
model.add(LSTM(32, return_sequences=True))
model.add(LSTM(16))
model.add(Dense(4, activation="softmax"))
model.summary()
other = Sequential([Masking(-1.0), LSTM(3)])
other.build((None, 5, 2))
other.summary()
