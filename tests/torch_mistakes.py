"""What students get wrong in PyTorch: small programs that PyTorch refuses.

The head is put before each; so line 1 of a program is line HEAD + 1.
"""

HEAD = """import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
"""

CLASS = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        {init}

    def forward(self, x):
        {forward}

model = Net()
out = model({input})
print(out.shape)
"""


def net(init, forward, given):
    return CLASS.format(
        init=init.replace("\n", "\n        "),
        forward=forward.replace("\n", "\n        "),
        input=given,
    )


LSTM_FC = "self.lstm = nn.LSTM(5, 10, batch_first=True)\nself.fc = nn.Linear(10, 1)"
BOTH = """self.lstm = nn.LSTM(5, 10, batch_first=True, bidirectional=True)
self.fc = nn.Linear(10, 1)"""
EMBEDDED = """self.emb = nn.Embedding(20, 8)
self.lstm = nn.LSTM(10, 16, batch_first=True)"""

MISTAKES = {
    # tuples
    "tuple to Linear": net(
        LSTM_FC, "x = self.lstm(x)\nreturn self.fc(x)", "torch.zeros(2, 3, 5)"
    ),
    "LSTM in Sequential": """model = nn.Sequential(nn.LSTM(5, 10), nn.Linear(10, 1))
model(torch.zeros(3, 2, 5))
""",
    "GRU then ReLU in Sequential": """model = nn.Sequential(nn.GRU(5, 10), nn.ReLU(), nn.Linear(10, 1))
model(torch.zeros(3, 2, 5))
""",
    "LSTM then LSTM in Sequential": """model = nn.Sequential(nn.LSTM(5, 10), nn.LSTM(10, 1))
model(torch.zeros(3, 2, 5))
""",
    "RNN then GRU in Sequential": """model = nn.Sequential(nn.RNN(5, 10), nn.GRU(10, 1))
model(torch.zeros(3, 2, 5))
""",
    "shape of a tuple": """lstm = nn.LSTM(5, 10)
out = lstm(torch.zeros(3, 2, 5))
print(out.shape)
""",
    "size of a tuple": """gru = nn.GRU(5, 10)
out = gru(torch.zeros(3, 2, 5))
print(out.size())
""",
    "tuple into relu": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
F.relu(out)
""",
    "tuple into torch.relu": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
torch.relu(out)
""",
    "tuple into dropout": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
nn.Dropout(0.5)(out)
""",
    "tuple into BatchNorm": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
nn.BatchNorm1d(10)(out)
""",
    "tuple into LayerNorm": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
nn.LayerNorm(10)(out)
""",
    "tuple into Conv1d": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
nn.Conv1d(10, 1, 3)(out)
""",
    "tuple into Embedding": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
nn.Embedding(10, 1)(out)
""",
    "tuple to loss": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
nn.MSELoss()(out, torch.zeros(3, 2, 10))
""",
    "tuple sliced": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
out[:, -1, :]
""",
    "tuple plus tensor": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
out + torch.zeros(10)
""",
    "tensor plus tuple": """out = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
torch.zeros(10) + out
""",
    "LSTM state as output": net(
        LSTM_FC, "out, h = self.lstm(x)\nreturn self.fc(h)", "torch.zeros(2, 3, 5)"
    ),
    "LSTM state indexed": net(
        LSTM_FC,
        "out, h = self.lstm(x)\nreturn self.fc(h[-1].squeeze(0).view(7, 10))",
        "torch.zeros(2, 3, 5)",
    ),
    # sizes
    "wrong features": net(
        LSTM_FC, "out, _ = self.lstm(x)\nreturn self.fc(out)", "torch.zeros(2, 3, 4)"
    ),
    "batch_first forgotten": """lstm = nn.LSTM(28, 64, batch_first=True)
lstm(torch.zeros(28, 10, 20))
""",
    "one axis": """lstm = nn.LSTM(5, 10)
lstm(torch.zeros(5))
""",
    "four axes": """nn.GRU(5, 10)(torch.zeros(1, 2, 3, 5))
""",
    "bidirectional head": net(
        BOTH,
        "out, _ = self.lstm(x)\nreturn self.fc(out[:, -1])",
        "torch.zeros(2, 3, 5)",
    ),
    "embedding size": net(
        EMBEDDED, "return self.lstm(self.emb(x))[0]", "torch.zeros(2, 3).long()"
    ),
    "mat1 and mat2": """nn.Linear(4, 3)(torch.zeros(2, 5))
""",
    "mat1 and mat2 conv": """x = nn.Conv2d(1, 6, 5)(torch.zeros(8, 1, 28, 28))
nn.Linear(6 * 12 * 12, 10)(torch.flatten(F.max_pool2d(x, 4), 1))
""",
    "flatten forgotten": """x = nn.Conv2d(1, 6, 5)(torch.zeros(8, 1, 28, 28))
nn.Linear(6 * 24 * 24, 10)(x)
""",
    "view too large": """x = torch.zeros(2, 3, 5)
x.view(2, 16)
""",
    "view not divisible": """x = torch.zeros(8, 6, 5, 5)
x.view(-1, 7 * 5 * 5)
""",
    "reshape two unknown": """torch.zeros(4, 4).reshape(-1, -1)
""",
    "negative size": """torch.zeros(-1, 4)
""",
    "conv channels": """nn.Conv2d(3, 8, 3)(torch.zeros(2, 1, 28, 28))
""",
    "conv too small": """nn.Conv1d(4, 8, 5)(torch.zeros(2, 4, 3))
""",
    "conv axes": """nn.Conv2d(3, 8, 3)(torch.zeros(5, 3))
""",
    "pool too small": """nn.MaxPool2d(4)(torch.zeros(1, 1, 2, 2))
""",
    "batch norm features": """nn.BatchNorm1d(10)(torch.zeros(4, 8))
""",
    "batch norm axes": """nn.BatchNorm2d(10)(torch.zeros(4, 10))
""",
    "batch norm one": """nn.BatchNorm1d(10)(torch.zeros(1, 10))
""",
    "layer norm size": """nn.LayerNorm(10)(torch.zeros(4, 8))
""",
    "broadcast": """torch.zeros(2, 3) + torch.zeros(2, 4)
""",
    "matmul": """torch.zeros(2, 3) @ torch.zeros(2, 3)
""",
    "bmm axes": """torch.bmm(torch.zeros(2, 3), torch.zeros(3, 2))
""",
    "bmm batches": """torch.bmm(torch.zeros(2, 3, 4), torch.zeros(3, 4, 2))
""",
    "mm axes": """torch.mm(torch.zeros(2, 3, 4), torch.zeros(4, 2))
""",
    "cat sizes": """torch.cat([torch.zeros(2, 3), torch.zeros(3, 4)], dim=1)
""",
    "cat axes": """torch.cat((torch.zeros(1, 2, 3), torch.zeros(2, 3)), 1)
""",
    "cat empty": """torch.cat([])
""",
    "stack sizes": """torch.stack([torch.zeros(2), torch.zeros(3)])
""",
    "stack empty": """torch.stack([])
""",
    "squeeze axis": """torch.zeros(2, 3).squeeze(5)
""",
    "unsqueeze axis": """torch.zeros(2, 3).unsqueeze(4)
""",
    "permute": """torch.zeros(2, 3, 4).permute(0, 2)
""",
    "transpose": """torch.zeros(2, 3).transpose(1, 2)
""",
    "index": """torch.zeros(2, 3)[2]
""",
    "too many indices": """torch.zeros(2, 3)[0, 0, 0]
""",
    "index of the last step": """out, _ = nn.LSTM(5, 10)(torch.zeros(3, 5))
out[:, -1, :]
""",
    "expand": """torch.zeros(2, 3).expand(2, 4)
""",
    "repeat": """torch.zeros(2, 3).repeat(2)
""",
    "split sizes": """torch.zeros(10).split([3, 4])
""",
    "unpack": """a, b = torch.zeros(3, 2)
""",
    "unpack lstm": """out, h, c = nn.LSTM(5, 10)(torch.zeros(3, 2, 5))
""",
    "unpack gru": """out, (h, c) = nn.GRU(5, 10)(torch.zeros(3, 2, 5))
""",
    "unpack chunk": """a, b, c = torch.zeros(4, 8).chunk(4, 1)
""",
    "flatten order": """torch.zeros(2, 3, 4).flatten(2, 1)
""",
    "item of many": """torch.zeros(3).item()
""",
    "truth of many": """if torch.zeros(3) > 0:
    print(1)
""",
    "einsum": """torch.einsum("ij,jk->ik", torch.zeros(2, 3), torch.zeros(4, 5))
""",
    "negative step": """torch.zeros(5)[::-1]
""",
    "set item": """x = torch.zeros(4, 5)
x[0] = torch.zeros(4)
""",
    # states
    "state layers": """lstm = nn.LSTM(5, 10, num_layers=2)
lstm(torch.zeros(3, 4, 5), (torch.zeros(1, 4, 10), torch.zeros(1, 4, 10)))
""",
    "state batch": """lstm = nn.LSTM(5, 10, batch_first=True)
lstm(torch.zeros(4, 3, 5), (torch.zeros(1, 3, 10), torch.zeros(1, 3, 10)))
""",
    "state directions": """gru = nn.GRU(5, 10, bidirectional=True)
gru(torch.zeros(3, 4, 5), torch.zeros(1, 4, 10))
""",
    "state axes": """gru = nn.GRU(5, 10)
gru(torch.zeros(3, 4, 5), torch.zeros(4, 10))
""",
    "state of a tuple": """gru = nn.GRU(5, 10)
gru(torch.zeros(3, 4, 5), (torch.zeros(1, 4, 10), torch.zeros(1, 4, 10)))
""",
    "one state for two": """lstm = nn.LSTM(5, 10)
lstm(torch.zeros(3, 4, 5), torch.zeros(1, 4, 10))
""",
    "cell state": """cell = nn.LSTMCell(5, 10)
cell(torch.zeros(4, 5), (torch.zeros(4, 9), torch.zeros(4, 9)))
""",
    "cell axes": """nn.GRUCell(5, 10)(torch.zeros(2, 3, 4, 5))
""",
    "cell features": """nn.RNNCell(5, 10)(torch.zeros(2, 3))
""",
    "proj_size state": """lstm = nn.LSTM(5, 10, proj_size=4)
lstm(torch.zeros(3, 4, 5), (torch.zeros(1, 4, 10), torch.zeros(1, 4, 10)))
""",
    # constructors
    "hidden_size missing": """nn.LSTM(5)
""",
    "hidden_size keyword": """nn.LSTM(5, units=10)
""",
    "proj_size of GRU": """nn.GRU(5, 10, proj_size=3)
""",
    "proj_size too large": """nn.LSTM(5, 10, proj_size=10)
""",
    "hidden_size zero": """nn.LSTM(5, 0)
""",
    "float hidden_size": """hidden = 64 / 2
nn.LSTM(5, hidden)
""",
    "float Linear": """nn.Linear(10 / 2, 3)
""",
    "bias as number": """nn.LSTM(5, 10, 2, 3)
""",
    "dropout too large": """nn.Dropout(1.5)
""",
    "heads": """nn.MultiheadAttention(10, 3)
""",
    "layer misspelt": """nn.Liner(3, 4)
""",
    "function misspelt": """torch.zeroes(3)
""",
    "method misspelt": """torch.zeros(3).sizes()
""",
    "functional misspelt": """F.crossentropy(torch.zeros(3, 4), torch.zeros(3))
""",
    "lower case lstm": """nn.lstm(5, 10)
""",
    "Sequential of a list": """nn.Sequential([nn.Linear(3, 4), nn.ReLU()])
""",
    "Sequential of a class": """nn.Sequential(nn.Linear(3, 4), nn.ReLU)
""",
    "Sequential of a function": """nn.Sequential(nn.Linear(3, 4), F.relu)
""",
    "Parameter of a list": """nn.Parameter([1.0, 2.0])
""",
    "Parameter of whole numbers": """nn.Parameter(torch.tensor([1, 2]))
""",
    "padding_idx": """nn.Embedding(10, 3, padding_idx=10)
""",
    # modules
    "super forgotten": """class Net(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(3, 4)

Net()
""",
    "super forgotten for a parameter": """class Net(nn.Module):
    def __init__(self):
        self.w = nn.Parameter(torch.zeros(3))

Net()
""",
    "super forgotten and called": """class Net(nn.Module):
    def __init__(self):
        self.n = 3

    def forward(self, x):
        return x

Net()(torch.zeros(3))
""",
    "super with an argument": """class Net(nn.Module):
    def __init__(self, n):
        super(Net, self).__init__(n)

Net(3)
""",
    "forward misspelt": """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 4)

    def foward(self, x):
        return self.fc(x)

Net()(torch.zeros(2, 3))
""",
    "attribute misspelt": net(
        "self.fc1 = nn.Linear(3, 4)", "return self.fc(x)", "torch.zeros(2, 3)"
    ),
    "argument missing": """class Net(nn.Module):
    def __init__(self, n, m):
        super().__init__()

Net(3)
""",
    "self missing": """class Net(nn.Module):
    def forward(x):
        return x

Net()(torch.zeros(3))
""",
    "forward returns nothing": net(
        "self.fc = nn.Linear(3, 4)", "self.fc(x)", "torch.zeros(2, 3)"
    ),
    "parameter replaced by a tensor": """fc = nn.Linear(3, 4)
fc.weight = torch.zeros(4, 3)
""",
    "module replaced by a tensor": """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 4)

    def forward(self, x):
        self.fc = self.fc(x)
        return self.fc

Net()(torch.zeros(2, 3))
""",
    "list of layers": """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(3, 4)]

optim.Adam(Net().parameters())
""",
    "module list called": """layers = nn.ModuleList([nn.Linear(3, 4)])
layers(torch.zeros(2, 3))
""",
    "module list index": """layers = nn.ModuleList([nn.Linear(3, 4)])
layers[1]
""",
    "optimizer of a model": """optim.Adam(nn.Linear(3, 4))
""",
    "optimizer called parameters": """optim.Adam(nn.Linear(3, 4).parameters)
""",
    "load_state_dict": """nn.Linear(3, 4).load_state_dict(nn.Linear(3, 5).state_dict())
""",
    "load other keys": """nn.Linear(3, 4).load_state_dict({"w": torch.zeros(3)})
""",
    "tied of other shape": """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(20, 8)
        self.fc = nn.Linear(16, 20)
        self.fc.weight = self.emb.weight

    def forward(self, x):
        return self.fc(torch.zeros(2, 16))

Net()(torch.zeros(2, 3).long())
""",
    # dtypes
    "float into Embedding": """nn.Embedding(10, 3)(torch.zeros(2, 3))
""",
    "long into Linear": """nn.Linear(3, 4)(torch.tensor([[1, 2, 3]]))
""",
    "long into LSTM": """nn.LSTM(3, 4)(torch.randint(0, 9, (5, 2, 3)))
""",
    "double into Linear": """nn.Linear(3, 4)(torch.zeros(2, 3, dtype=torch.float64))
""",
    "long into Conv1d": """nn.Conv1d(3, 4, 1)(torch.ones(2, 3, 5, dtype=torch.long))
""",
    "index out of range": """nn.Embedding(10, 3)(torch.tensor([10]))
""",
    "one_hot of floats": """F.one_hot(torch.zeros(3), 4)
""",
    "long with matmul": """torch.zeros(2, 3) @ torch.ones(3, 2, dtype=torch.long)
""",
    "ragged": """torch.tensor([[1, 2], [3]])
""",
    "text": """torch.tensor(["a", "b"])
""",
    "gradient of whole numbers": """torch.tensor([1, 2], requires_grad=True)
""",
    # losses
    "cross entropy batch": """nn.CrossEntropyLoss()(torch.zeros(4, 3), torch.zeros(5).long())
""",
    "cross entropy float target": """nn.CrossEntropyLoss()(torch.zeros(4, 3), torch.zeros(4))
""",
    "cross entropy sequence": """nn.CrossEntropyLoss()(torch.zeros(4, 7, 3), torch.zeros(4, 7).long())
""",
    "cross entropy column": """nn.CrossEntropyLoss()(torch.zeros(4, 3), torch.zeros(4, 1).long())
""",
    "BCE shapes": """nn.BCELoss()(torch.zeros(4, 1), torch.zeros(4))
""",
    "BCE with logits shapes": """nn.BCEWithLogitsLoss()(torch.zeros(4, 2), torch.zeros(4))
""",
    "BCE whole target": """nn.BCELoss()(torch.zeros(4), torch.zeros(4).long())
""",
    "MSE shapes": """nn.MSELoss()(torch.zeros(4, 3), torch.zeros(4, 2))
""",
    "NLL batch": """F.nll_loss(torch.zeros(4, 3), torch.zeros(2).long())
""",
    "backward of many": """nn.Linear(3, 4)(torch.zeros(2, 3)).backward()
""",
    "backward of data": """torch.zeros(3).sum().backward()
""",
    "numpy of a gradient": """nn.Linear(3, 4)(torch.zeros(2, 3)).numpy()
""",
    "parameter in place": """fc = nn.Linear(3, 4)
fc.weight += 1
""",
    # sequences, attention, data
    "lengths": """nn.utils.rnn.pack_padded_sequence(torch.zeros(5, 3, 2), torch.tensor([5, 4]))
""",
    "lengths not sorted": """nn.utils.rnn.pack_padded_sequence(
    torch.zeros(5, 3, 2), torch.tensor([3, 5, 4]))
""",
    "length zero": """nn.utils.rnn.pack_padded_sequence(torch.zeros(5, 2, 2), torch.tensor([5, 0]))
""",
    "pad of nothing": """nn.utils.rnn.pad_sequence([])
""",
    "attention features": """x = torch.zeros(7, 2, 12)
nn.MultiheadAttention(16, 4)(x, x, x)
""",
    "attention of one": """nn.MultiheadAttention(16, 4)(torch.zeros(7, 2, 16))
""",
    "attention mask": """x = torch.zeros(2, 7, 16)
nn.MultiheadAttention(16, 4)(x, x, x, attn_mask=torch.zeros(7, 7))
""",
    "attention unpacked": """x = torch.zeros(7, 2, 16)
nn.Linear(16, 1)(nn.MultiheadAttention(16, 4)(x, x, x))
""",
    "encoder features": """layer = nn.TransformerEncoderLayer(16, 4)
nn.TransformerEncoder(layer, 2)(torch.zeros(7, 2, 12))
""",
    "encoder heads": """nn.TransformerEncoderLayer(16, 5)
""",
    "transformer batches": """nn.Transformer(16, 4, 1, 1)(torch.zeros(5, 2, 16), torch.zeros(5, 3, 16))
""",
    "dataset sizes": """torch.utils.data.TensorDataset(torch.zeros(3, 2), torch.zeros(4))
""",
    "split of a dataset": """data = torch.utils.data.TensorDataset(torch.zeros(10, 2))
torch.utils.data.random_split(data, [5, 4])
""",
    "name unknown": """print(undefined_name)
""",
    "cuda without one": """print(torch.devise("cpu"))
""",
    "init of a bias": """nn.init.xavier_uniform_(nn.Linear(3, 4).bias)
""",
    "state before the class": """model = Model()
""",
}
