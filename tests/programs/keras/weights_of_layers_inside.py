import keras
lstm = keras.layers.LSTM(10, name="lstm")
print(lstm.built, lstm.weights)
inp = keras.Input((13, 5))
out = lstm(inp)
print(lstm.count_params(), [w.name for w in lstm.weights], out.shape)
W = lstm.get_weights()[0]
U = lstm.get_weights()[1]
b = lstm.get_weights()[2]
units = int(int(W.shape[1]) / 4)
print("No units: ", units)
W_i = W[:, :units]; W_f = W[:, units: units * 2]; W_c = W[:, units * 2: units * 3]; W_o = W[:, units * 3:]
print(W_i.shape, W_f.shape, W_c.shape, W_o.shape, U[:, :units].shape, b[:units].shape)
try:
    print(lstm.kernel.shape)
except AttributeError as e:
    print(type(e).__name__)
print(lstm.cell.kernel.shape, lstm.cell.recurrent_kernel.shape)
