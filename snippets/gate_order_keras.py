import numpy as np
from keras import layers

LSTM = {1: "f", 2: "c", 3: "i", 4: "o"}
GRU = {4: "z", 2: "r", 2.5: "h"}

x = np.zeros((1, 1))
cell = layers.LSTMCell(1)
cell.build((1, 1))
for block in range(4):
    bias = np.full(4, 100)
    bias[block] = -100
    cell.set_weights([np.zeros((1, 4)), np.zeros((1, 4)), bias])
    _, (h, c) = cell(x, [x, x + 3])
    print("LSTM", block, c.numpy().item(), LSTM[c.numpy().item()])

cell = layers.GRUCell(1)
cell.build((1, 1))
for block in range(3):
    bias = np.full((2, 3), [[-100], [0]])
    bias[0, block] = 100
    cell.set_weights([np.zeros((1, 3)), np.full((1, 3), 25), bias])
    h, _ = cell(x, [x + 4])
    print("GRU", block, h.numpy().item(), GRU[h.numpy().item()])
