import keras
import torch

x = keras.ops.zeros((32, 13, 5))
for settings in (
    {},
    {"return_sequences": True},
    {"return_state": True},
    {"return_sequences": True, "return_state": True},
    {"stateful": True},
    {"dropout": 0.5},
    {"recurrent_dropout": 0.5},
    {"unroll": True},
    {"go_backwards": True},
    {"use_bias": False},
    {"time_major": True},
):
    try:
        layer = keras.layers.LSTM(10, **settings)
    except ValueError as error:
        print(settings, type(error).__name__)
        continue
    shapes = [
        tuple(each.shape) for each in keras.tree.flatten(layer(x))
    ]
    print(settings, layer.count_params(), *shapes)

model = keras.Sequential(
    [keras.layers.Masking(), keras.layers.LSTM(10)]
)
print("Masking()", tuple(model(x).shape), model.count_params())

for settings in ({}, {"batch_first": True}):
    layer = torch.nn.LSTM(5, 10, **settings)
    output, states = layer(torch.zeros(32, 13, 5))
    shapes = [tuple(each.shape) for each in (output, *states)]
    print(settings, sum(p.numel() for p in layer.parameters()), *shapes)
