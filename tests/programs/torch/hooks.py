import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(6, 12, num_layers=2, bidirectional=True)
        self.pool = nn.AdaptiveMaxPool1d(1)
        self.fc = nn.Linear(24, 4)

    def forward(self, x):
        out, _ = self.rnn(x)
        out = self.pool(out.permute(1, 2, 0)).squeeze(-1)
        return self.fc(out)


activations = {}


def get_activation(name):
    def hook(module, input, output):
        activations[name] = output[0].detach() if isinstance(output, tuple) else output.detach()
        print(f"{name:5s} {module.__class__.__name__:18s} {tuple(activations[name].shape)}")
    return hook


model = Net()
handles = [layer.register_forward_hook(get_activation(name)) for name, layer in model.named_children()]
model(torch.randn(5, 3, 6))
for h in handles:
    h.remove()
y = model(torch.randn(7, 2, 6))
print(y.shape, len(activations))
print(f"{'Layer':<20}{'Parameters':>12}")
for name, p in model.named_parameters():
    print(f"{name:<20}{p.numel():>12,}")
print(f"{'Total':<20}{sum(p.numel() for p in model.parameters()):>12,}")
