import torch
import torch.nn as nn
import torch.nn.functional as F


class SiameseLSTM(nn.Module):
    def __init__(self, embedding_weights, hidden=24):
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(embedding_weights, freeze=True)
        self.encoder = nn.LSTM(embedding_weights.size(1), hidden, batch_first=True)
        self.bilinear = nn.Bilinear(hidden, hidden, 1)

    def encode(self, x):
        _, (h, _) = self.encoder(self.embedding(x))
        return h.squeeze(0)

    def forward(self, a, b):
        ea, eb = self.encode(a), self.encode(b)
        manhattan = torch.exp(-torch.norm(ea - eb, p=1, dim=1))
        cosine = F.cosine_similarity(ea, eb)
        return manhattan, cosine, self.bilinear(ea, eb)


glove = torch.rand(50, 16)
net = SiameseLSTM(glove)
m, c, s = net(torch.randint(0, 50, (4, 7)), torch.randint(0, 50, (4, 9)))
print(m.shape, c.shape, s.shape)
print(net)
trainable = [n for n, p in net.named_parameters() if p.requires_grad]
frozen = [n for n, p in net.named_parameters() if not p.requires_grad]
print(trainable, frozen)
margin = nn.CosineEmbeddingLoss(margin=0.5)
print(margin(net.encode(torch.zeros(4, 3).long()), net.encode(torch.zeros(4, 3).long()), torch.ones(4)).shape)
triplet = nn.TripletMarginLoss()
x = torch.randn(4, 8)
print(triplet(x, x, x).size())
