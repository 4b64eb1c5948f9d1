from math import prod

n, m = 5, 10
p, k, heads = 4, 2, 2

W, U, b = (n, m), (m, m), (m,)
block = [W, U, b]
diagonal = (m,)
head = (m // heads, m // heads)


def gain_and_shift(size):
    return [(size,), (size,)]


layers = {
    "LSTM": 4 * block,
    "LSTM 1997": 3 * block,
    "CIFG": 3 * block,
    "MGU": 2 * block,
    "peephole": 4 * block + 3 * [diagonal],
    "LSTMP": 4 * [W, (p, m), b] + [(m, p)],
    "LN-LSTM": [
        *4 * block,
        *2 * gain_and_shift(4 * m),
        *gain_and_shift(m),
    ],
    "IndRNN": [W, diagonal, b],
    "SRU": 4 * [W] + 2 * [diagonal, b],
    "QRNN": 3 * [(k, n, m)],
    "sLSTM": 4 * [W, *heads * [head], b],
    "mLSTM": 4 * [W, b] + 2 * [(n,), ()],
}
for name, shapes in layers.items():
    print(f"{name:<9} {sum(map(prod, shapes)):>3}")
