import torch
import torch.nn as nn
import torch.nn.functional as F
import random
class Encoder(nn.Module):
    def __init__(self, n, e, h):
        super().__init__()
        self.emb = nn.Embedding(n, e); self.rnn = nn.GRU(e, h, bidirectional=True); self.fc = nn.Linear(h*2, h)
    def forward(self, src):
        o, h = self.rnn(self.emb(src))
        return o, torch.tanh(self.fc(torch.cat((h[-2,:,:], h[-1,:,:]), dim=1)))
class Attention(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.attn = nn.Linear(h*3, h); self.v = nn.Parameter(torch.rand(h))
    def forward(self, hid, enc):
        n = enc.shape[0]
        hid = hid.unsqueeze(1).repeat(1, n, 1)
        enc = enc.permute(1, 0, 2)
        e = torch.tanh(self.attn(torch.cat((hid, enc), dim=2))).permute(0, 2, 1)
        v = self.v.repeat(enc.size(0), 1).unsqueeze(1)
        return F.softmax(torch.bmm(v, e).squeeze(1), dim=1)
class Decoder(nn.Module):
    def __init__(self, n, e, h, att):
        super().__init__()
        self.n = n
        self.attention = att
        self.emb = nn.Embedding(n, e); self.rnn = nn.GRU(h*2+e, h); self.out = nn.Linear(h*3+e, n)
    def forward(self, x, hid, enc):
        x = self.emb(x.unsqueeze(0))
        a = self.attention(hid, enc).unsqueeze(1)
        w = torch.bmm(a, enc.permute(1,0,2)).permute(1,0,2)
        o, hid = self.rnn(torch.cat((x, w), dim=2), hid.unsqueeze(0))
        assert (o == hid).all()
        return self.out(torch.cat((o.squeeze(0), w.squeeze(0), x.squeeze(0)), dim=1)), hid.squeeze(0)
class Seq2Seq(nn.Module):
    def __init__(self, enc, dec, device):
        super().__init__()
        self.enc, self.dec, self.device = enc, dec, device
    def forward(self, src, trg, ratio=0.5):
        T, B = trg.shape
        outs = torch.zeros(T, B, self.dec.n).to(self.device)
        e, h = self.enc(src)
        x = trg[0, :]
        for t in range(1, T):
            o, h = self.dec(x, h, e)
            outs[t] = o
            x = trg[t] if random.random() < ratio else o.argmax(1)
        return outs
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
model = Seq2Seq(Encoder(100, 16, 32), Decoder(120, 16, 32, Attention(32)), device).to(device)
def init_weights(m):
    for name, p in m.named_parameters():
        if 'weight' in name: nn.init.normal_(p.data, mean=0, std=0.01)
        else: nn.init.constant_(p.data, 0)
model.apply(init_weights)
def count_parameters(m): return sum(p.numel() for p in m.parameters() if p.requires_grad)
print(f'The model has {count_parameters(model):,} trainable parameters')
print(model(torch.randint(0, 100, (7, 4)), torch.randint(0, 120, (5, 4))).shape)

print(model)
print(sum(p.numel() for p in model.parameters() if p.requires_grad))
for n, p in model.named_parameters(): print(n, p.shape, p.numel())
