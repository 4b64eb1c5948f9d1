from collections import OrderedDict

import torch
import torch.nn as nn

net = nn.Sequential()
net.add_module("fc1", nn.Linear(4, 8))
net.append(nn.ReLU())
net.extend([nn.Linear(8, 8), nn.ReLU()])
print(net, len(net))
net[0] = nn.Linear(4, 8, bias=False)
del net[3]
print(net)
for i, layer in enumerate(net):
    print(i, layer.__class__.__name__)
named = nn.Sequential(OrderedDict([("conv", nn.Conv2d(1, 2, 3)), ("act", nn.SiLU())]))
print(named.conv.weight.shape, named)


class Zoo(nn.Module):
    def __init__(self):
        super().__init__()
        self.heads = nn.ModuleList(nn.Linear(8, n) for n in (1, 2, 3))
        self.acts = nn.ModuleDict([["relu", nn.ReLU()], ["prelu", nn.PReLU(8)]])
        self.scales = nn.ParameterDict({"a": torch.ones(1), "b": nn.Parameter(torch.zeros(8))})
        self.rows = nn.ParameterList([torch.rand(2, 8), torch.rand(8)])
        self.heads.append(nn.Linear(8, 4))
        self.heads.insert(0, nn.Identity())
        self.nothing = None
        self.nested = nn.ModuleList([nn.ModuleList([nn.Linear(2, 2)]), nn.Sequential(nn.Tanh())])

    def forward(self, x, act="relu"):
        x = self.acts[act](x) * self.scales["a"] + self.rows[1]
        return [head(x) for head in self.heads]


zoo = Zoo()
print(zoo)
print([tuple(y.shape) for y in zoo(torch.randn(5, 8), act="prelu")])
print([n for n, _ in zoo.named_parameters()])
print([n for n, _ in zoo.named_modules()])
print([n for n, _ in zoo.named_children()])
print("relu" in zoo.acts, list(zoo.acts.keys()), len(zoo.rows), len(zoo.heads))
print(zoo.heads[1:3], zoo.get_submodule("nested.0.0").weight.shape)
zoo.heads[0] = nn.Linear(8, 8)
zoo.apply(lambda m: print(type(m).__name__) if isinstance(m, nn.Linear) else None)
print(hasattr(zoo, "heads"), hasattr(zoo, "tails"), zoo.training, zoo.eval().training)
print(isinstance(zoo, nn.Module), isinstance(zoo.scales["a"], nn.Parameter))
