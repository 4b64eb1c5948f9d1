import torch
import torch.nn as nn
import torch.nn.functional as F
from collections import OrderedDict
class BidirectionalLSTM(nn.Module):
    def __init__(self, nIn, nHidden, nOut):
        super().__init__()
        self.rnn = nn.LSTM(nIn, nHidden, bidirectional=True)
        self.embedding = nn.Linear(nHidden * 2, nOut)
    def forward(self, input):
        recurrent, _ = self.rnn(input)
        T, b, h = recurrent.size()
        t_rec = recurrent.view(T * b, h)
        return self.embedding(t_rec).view(T, b, -1)
class CRNN(nn.Module):
    def __init__(self, imgH, nc, nclass, nh):
        super().__init__()
        assert imgH % 16 == 0, 'imgH has to be a multiple of 16'
        ks = [3, 3, 3, 3, 3, 3, 2]; ps = [1, 1, 1, 1, 1, 1, 0]; ss = [1]*7
        nm = [8, 16, 32, 32, 64, 64, 64]
        cnn = nn.Sequential()
        def convRelu(i, bn=False):
            nIn = nc if i == 0 else nm[i - 1]
            cnn.add_module('conv{0}'.format(i), nn.Conv2d(nIn, nm[i], ks[i], ss[i], ps[i]))
            if bn: cnn.add_module(f'batchnorm{i}', nn.BatchNorm2d(nm[i]))
            cnn.add_module('relu%d' % i, nn.ReLU(True))
        convRelu(0); cnn.add_module('pooling0', nn.MaxPool2d(2, 2))
        convRelu(1); cnn.add_module('pooling1', nn.MaxPool2d(2, 2))
        convRelu(2, True); convRelu(3)
        cnn.add_module('pooling2', nn.MaxPool2d((2, 2), (2, 1), (0, 1)))
        convRelu(4, True); convRelu(5)
        cnn.add_module('pooling3', nn.MaxPool2d((2, 2), (2, 1), (0, 1)))
        convRelu(6, True)
        self.cnn = cnn
        self.rnn = nn.Sequential(BidirectionalLSTM(64, nh, nh), BidirectionalLSTM(nh, nh, nclass))
    def forward(self, x):
        conv = self.cnn(x)
        b, c, h, w = conv.size()
        assert h == 1, "the height of conv must be 1"
        conv = conv.squeeze(2).permute(2, 0, 1)
        return self.rnn(conv)
model = CRNN(32, 1, 37, 32)
print(model(torch.randn(2, 1, 32, 100)).shape)

print(model)
print(sum(p.numel() for p in model.parameters() if p.requires_grad))
for n, p in model.named_parameters(): print(n, p.shape, p.numel())
