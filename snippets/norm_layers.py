import keras
from torch import nn

for kind in ("BatchNormalization", "LayerNormalization"):
    layer = getattr(keras.layers, kind)()
    layer.build((None, 13, 10))
    print(kind, layer.count_params())
    for weight in layer.weights:
        print(f"  {weight.name:<16} {weight.shape} {weight.trainable}")

layer = nn.BatchNorm1d(10)
print("BatchNorm1d", sum(w.numel() for w in layer.parameters()))
for name, weight in layer.named_parameters():
    print(f"  {name:<19} {tuple(weight.shape)} {weight.requires_grad}")
for name, buffer in layer.named_buffers():
    print(f"  {name:<19} {tuple(buffer.shape)} buffer")
