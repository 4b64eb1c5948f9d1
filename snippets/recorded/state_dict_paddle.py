from paddle import nn

layer = nn.LSTM(5, 10)
for name, weight in layer.state_dict().items():
    print(f"{name:16} {list(weight.shape)!s:8} {weight.size}")
