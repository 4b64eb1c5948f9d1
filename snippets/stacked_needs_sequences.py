from textwrap import fill

import keras
from keras.layers import LSTM

states = LSTM(10)(keras.Input(shape=(13, 5)))
print(states.shape)
try:
    LSTM(10)(states)
except ValueError as error:
    print(fill(str(error), 60))
