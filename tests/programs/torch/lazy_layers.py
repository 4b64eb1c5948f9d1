import torch, torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.LazyConv2d(4, 3, padding=1)
        self.b = nn.LazyBatchNorm2d()
        self.f = nn.LazyLinear(10)
    def forward(self, x):
        return self.f(torch.relu(self.b(self.c(x))).flatten(1))
model = Net()
print(model.f)
print(model(torch.randn(2,3,8,8)).shape)
print(model)
print(sum(p.numel() for p in model.parameters()))
