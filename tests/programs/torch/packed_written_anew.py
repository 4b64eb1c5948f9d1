import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
class Clf(nn.Module):
    def __init__(self, vocab, emb=50, hid=64, layers=2, classes=3, pad=0):
        super(Clf, self).__init__()
        self.embedding = nn.Embedding(vocab, emb, padding_idx=pad)
        self.lstm = nn.LSTM(emb, hid, layers, bidirectional=True, dropout=0.3, batch_first=True)
        self.fc = nn.Linear(hid * 2, classes)
        self.dropout = nn.Dropout(0.3)
    def forward(self, text, lengths):
        e = self.dropout(self.embedding(text))
        packed = pack_padded_sequence(e, lengths.cpu(), batch_first=True, enforce_sorted=False)
        out, (h, c) = self.lstm(packed)
        out, lens = pad_packed_sequence(out, batch_first=True)
        print(h.shape, lens)
        h = torch.cat((h[-2], h[-1]), dim=1)
        return self.fc(self.dropout(h))
seqs = [torch.tensor([1, 2, 3]), torch.tensor([4, 5]), torch.tensor([6])]
lens = torch.tensor([len(s) for s in seqs])
batch = pad_sequence(seqs, batch_first=True)
model = Clf(vocab=1000)
print(batch.shape, model(batch, lens).shape)

print(model)
print(sum(p.numel() for p in model.parameters() if p.requires_grad))
for n, p in model.named_parameters(): print(n, p.shape, p.numel())
