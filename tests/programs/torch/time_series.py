import math

import numpy as np
import torch
import torch.nn as nn
from torch.autograd import Variable


class LSTM(nn.Module):
    def __init__(self, num_classes, input_size, hidden_size, num_layers):
        super().__init__()
        self.num_classes = num_classes
        self.num_layers = num_layers
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.lstm = nn.LSTM(
            input_size=input_size,
            hidden_size=hidden_size,
            num_layers=num_layers,
            batch_first=True,
        )
        self.fc = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        h_0 = Variable(torch.zeros(self.num_layers, x.size(0), self.hidden_size))
        c_0 = Variable(torch.zeros(self.num_layers, x.size(0), self.hidden_size))
        ula, (h_out, _) = self.lstm(x, (h_0, c_0))
        h_out = h_out.view(-1, self.hidden_size)
        out = self.fc(h_out)
        return out


def sliding_windows(data, seq_length):
    x = []
    y = []
    for i in range(len(data) - seq_length - 1):
        x.append(data[i : (i + seq_length)])
        y.append(data[i + seq_length])
    return x, y


series = [[math.sin(0.1 * i)] for i in range(60)]
x, y = sliding_windows(series, 4)
dataX = torch.Tensor(x)
dataY = torch.Tensor(y)
print(dataX.shape, dataY.shape)

num_epochs = 5
model = LSTM(1, 1, 2, 1)
criterion = torch.nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(num_epochs):
    outputs = model(dataX)
    optimizer.zero_grad()
    loss = criterion(outputs, dataY)
    loss.backward()
    optimizer.step()
    if epoch % 2 == 0:
        print("Epoch: %d" % epoch)
model.eval()
train_predict = model(dataX)
data_predict = train_predict.data.numpy()
print(data_predict.shape)
print(np.prod(model.lstm.weight_ih_l0.shape))
print(sum([np.prod(p.size()) for p in model.parameters()]))
