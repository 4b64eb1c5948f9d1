import torch
import torch.nn as nn
import torch.nn.functional as F
model = nn.Sequential(nn.LazyConv2d(8, 3), nn.LazyBatchNorm2d(), nn.ReLU(), nn.AdaptiveAvgPool2d((2, 2)), nn.Flatten(), nn.LazyLinear(10))
print(model)
model(torch.zeros(2, 3, 9, 9))

print(model)
print(sum(p.numel() for p in model.parameters() if p.requires_grad))
for n, p in model.named_parameters(): print(n, p.shape, p.numel())
