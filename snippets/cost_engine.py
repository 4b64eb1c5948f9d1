from gatecount import count

for T in (1, 13, 1000):
    layer = count("LSTM(10)", input_shape=(T, 5))
    per_step, whole = layer.macs_per_step, layer.macs
    print(T, layer.total, layer.bytes("float32"), per_step, whole)
