import keras


def build(n_layers, units, shape, cell="gru"):
    inputs = keras.layers.Input(shape)
    x = inputs
    for i in range(n_layers):
        last = i == n_layers - 1
        layer = keras.layers.GRU if cell == "gru" else keras.layers.LSTM
        x = layer(units // (2**i), return_sequences=not last, name=f"{cell}_{i}")(x)
        x = keras.layers.BatchNormalization()(x)
    return keras.Model(inputs, keras.layers.Dense(1)(x), name=f"stacked_{cell}")


for cell in ["gru", "lstm"]:
    m = build(3, 64, (24, 8), cell)
    m.summary()
    print(m.name, m.count_params())
