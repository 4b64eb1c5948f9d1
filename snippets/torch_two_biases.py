from torch import nn

layer = nn.LSTM(input_size=5, hidden_size=10)

for name, weight in layer.named_parameters():
    print(f"{name:<13} {tuple(weight.shape)!s:<8} {weight.numel()}")
print(f"{'total':<22} {sum(p.numel() for p in layer.parameters())}")
