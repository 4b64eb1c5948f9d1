from keras.layers import LSTM, Bidirectional

layer = Bidirectional(LSTM(10))
layer.build((None, 13, 5))

for weight in layer.weights:
    side, _, name = weight.path.split("/")[-3:]
    print(f"{side:<13} {name:<16} {weight.shape}")
