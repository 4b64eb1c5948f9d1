import torch, torch.nn as nn
m = nn.AdaptiveLogSoftmaxWithLoss(16, 1000, [10, 100], div_value=2.0)
print(m)
x = torch.randn(4,16); y = torch.randint(0,1000,(4,))
out = m(x, y)
print(out.output.shape, out.loss.shape)
print(m.log_prob(x).shape, m.predict(x).shape)
print(sum(p.numel() for p in m.parameters()))
