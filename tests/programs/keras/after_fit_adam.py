import numpy as np
from keras import Input, Sequential
from keras.layers import LSTM, Dense

x = np.random.random((32, 13, 5))
y = np.random.random((32, 1))
model = Sequential([Input((13, 5)), LSTM(10), Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=1, verbose=0)
model.summary()
