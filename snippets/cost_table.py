from gatecount import count

n, m = 5, 10


def costs(T):
    layer = count(f"LSTM({m})", input_shape=(T, n))
    yield "parameters", layer.total
    yield "gradients", layer.trainable
    yield "adam", 2 * layer.trainable
    yield "state", 2 * m
    yield "input", T * n
    yield "output", T * m
    yield "kept", T * (n + 7 * m)
    yield "macs", layer.macs


for (name, short), (_, long) in zip(costs(13), costs(1000)):
    print(f"{name:<10} {short:>5} {long:>7} {long / short:>5.1f}")
