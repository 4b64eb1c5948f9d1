import copy

import torch
from torch import nn


class RunningNorm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("tmp", torch.ones(1), persistent=False)
        self.weight = nn.Parameter(torch.ones(n))
        self.register_parameter("bias", None)

    def forward(self, x):
        return (x - self.mean) * self.weight


net = nn.Sequential(nn.Linear(3, 6), nn.BatchNorm1d(6), RunningNorm(6), nn.Dropout(), nn.Linear(6, 2))
state = net.state_dict()
for key in state:
    print(key, "\t", state[key].size(), state[key].dtype)
other = copy.deepcopy(net)
print(other.load_state_dict(state))
print(sum(b.numel() for b in net.buffers()), [n for n, _ in net.named_buffers()])
net.double()
print(next(net.parameters()).dtype, net[1].num_batches_tracked.dtype)
net.float()
for name, module in net.named_modules():
    if isinstance(module, nn.Linear):
        module.weight.requires_grad_(False)
print([(n, p.requires_grad) for n, p in net.named_parameters()])
partial = {k: v for k, v in state.items() if not k.startswith("4")}
result = net.load_state_dict(partial, strict=False)
print(result.missing_keys, result.unexpected_keys)
print(net[0].weight.data_ptr() == other[0].weight.data_ptr())
size = sum(p.nelement() * p.element_size() for p in net.parameters())
print(f"{size / 1024:.3f} KB")
net.train()
print(net(torch.randn(4, 3)).shape, net[2].bias)
net.to("cpu", torch.float64)
print(net[0].weight.dtype, net[0].weight.device, net[0].weight.is_cuda)
model = net
