from torch import nn

layer = nn.LSTM(5, 10, num_layers=2, bidirectional=True)

for name, weight in layer.named_parameters():
    print(f"{name:<21} {tuple(weight.shape)!s:<8} {weight.numel()}")
print(sum(weight.numel() for weight in layer.parameters()))
