import keras, itertools
from keras.layers import LSTM, GRU, Dense, Input
results = []
for units, n_layers, cell in itertools.product([16, 32], [1, 2], [LSTM, GRU]):
    keras.backend.clear_session()
    m = keras.Sequential()
    m.add(Input(shape=(None, 4)))
    [m.add(cell(units, return_sequences=(k < n_layers - 1))) for k in range(n_layers)]
    m.add(Dense(1))
    results.append((cell.__name__, units, n_layers, m.count_params()))
for r in sorted(results, key=lambda r: r[-1]):
    print("%-5s units=%3d layers=%d params=%6d" % r)
print(m.name, m.layers[0].name)
best = max(results, key=lambda r: r[3]); print(best)
