import keras
import torch
from torch import nn

for dtype in (torch.float32, torch.float16, torch.float64):
    layer = nn.LSTM(5, 10, dtype=dtype)
    total = sum(w.numel() for w in layer.parameters())
    size = sum(w.numel() * w.element_size() for w in layer.parameters())
    print(dtype, total, size)

for policy in ("float32", "float16", "mixed_float16"):
    layer = keras.layers.LSTM(10, dtype=policy)
    layer.build((None, 13, 5))
    size = sum(weight.numpy().nbytes for weight in layer.weights)
    print(policy, layer.count_params(), size, size / 1024)
