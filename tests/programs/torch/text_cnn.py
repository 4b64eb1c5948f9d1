import torch
import torch.nn as nn
import torch.nn.functional as F
import argparse

parser = argparse.ArgumentParser(description="CNN text classificer")
parser.add_argument("-lr", type=float, default=0.001)
parser.add_argument("-dropout", type=float, default=0.5)
parser.add_argument("-embed-dim", type=int, default=16)
parser.add_argument("-kernel-num", type=int, default=6)
parser.add_argument("-kernel-sizes", type=str, default="3,4,5")
args = parser.parse_args([])
args.kernel_sizes = [int(k) for k in args.kernel_sizes.split(",")]
args.embed_num, args.class_num = 50, 2


class CNN_Text(nn.Module):
    def __init__(self, args):
        super(CNN_Text, self).__init__()
        self.args = args
        V = args.embed_num
        D = args.embed_dim
        C = args.class_num
        Ci = 1
        Co = args.kernel_num
        Ks = args.kernel_sizes
        self.embed = nn.Embedding(V, D)
        self.convs = nn.ModuleList([nn.Conv2d(Ci, Co, (K, D)) for K in Ks])
        self.dropout = nn.Dropout(args.dropout)
        self.fc1 = nn.Linear(len(Ks) * Co, C)

    def forward(self, x):
        x = self.embed(x)
        x = x.unsqueeze(1)
        x = [F.relu(conv(x)).squeeze(3) for conv in self.convs]
        x = [F.max_pool1d(i, i.size(2)).squeeze(2) for i in x]
        x = torch.cat(x, 1)
        x = self.dropout(x)
        logit = self.fc1(x)
        return logit


cnn = CNN_Text(args)
logit = cnn(torch.randint(0, 50, (4, 12)))
print(logit.shape, (torch.max(logit, 1)[1].view(4).data == torch.zeros(4)).sum().shape)
print(cnn)
