import torch
from torch import nn

LSTM = {1: "f", 2: "g", 3: "i", 4: "o"}
GRU = {4: "z", 2: "r", 2.5: "n"}


@torch.no_grad()
def fill(cell, recurrent, bias, block):
    cell.weight_ih.fill_(0)
    cell.weight_hh.fill_(recurrent)
    cell.bias_hh.fill_(0)
    cell.bias_ih.fill_(bias)
    cell.bias_ih[block] = -bias


x = torch.zeros(1, 1)
cell = nn.LSTMCell(1, 1)
for block in range(4):
    fill(cell, 0, 100, block)
    h, c = cell(x, (x, x + 3))
    print("LSTM", block, c.item(), LSTM[c.item()])

cell = nn.GRUCell(1, 1)
for block in range(3):
    fill(cell, 25, -100, block)
    h = cell(x, x + 4)
    print("GRU", block, h.item(), GRU[h.item()])
