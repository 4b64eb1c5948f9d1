import keras
from keras.layers import LSTM, Dense, Flatten, TimeDistributed

every = {"return_sequences": True}

for stack in (
    [LSTM(10), Dense(3)],
    [LSTM(10, **every), Dense(3)],
    [LSTM(10, **every), TimeDistributed(Dense(3))],
    [LSTM(10, **every), Flatten(), Dense(3)],
):
    model = keras.Sequential([keras.Input((13, 5)), *stack])
    names = [type(layer).__name__ for layer in stack]
    head = stack[-1]
    print(*names, model.output_shape, head.count_params())
