import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split


class SineDataset(Dataset):
    def __init__(self, n=100, length=25):
        t = torch.linspace(0, 50, n + length)
        self.wave = torch.sin(t)
        self.n, self.length = n, length

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return self.wave[i : i + self.length].unsqueeze(-1), self.wave[i + self.length]


dataset = SineDataset()
train_set, val_set = random_split(dataset, [80, 20])
train_loader = DataLoader(train_set, batch_size=16, shuffle=True, drop_last=True)
val_loader = DataLoader(val_set, batch_size=20)
print(len(dataset), len(train_set), len(train_loader), len(val_loader))
x, y = next(iter(train_loader))
print(x.shape, y.shape)

model = nn.ModuleDict({
    "rnn": nn.GRU(1, 16, batch_first=True),
    "head": nn.Linear(16, 1),
})
opt = torch.optim.RMSprop(model.parameters(), lr=1e-2)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=10)
for epoch in range(2):
    model.train()
    for xb, yb in train_loader:
        out, _ = model["rnn"](xb)
        pred = model["head"](out[:, -1]).squeeze(-1)
        loss = nn.functional.smooth_l1_loss(pred, yb)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        opt.step()
    sched.step()
    model.eval()
    with torch.inference_mode():
        total = sum(((model["head"](model["rnn"](xb)[0][:, -1]).squeeze(-1) - yb) ** 2).sum().item()
                    for xb, yb in val_loader)
    print(f"epoch {epoch}: val {total / len(val_set):.5f}")
print(model)
print(pred.shape)
