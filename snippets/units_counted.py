import keras

layer = keras.layers.LSTM(10)
layer.build((None, 13, 5))

kernel, recurrent_kernel, bias = layer.weights
print("units", layer.units)
print("cell", type(layer.cell).__name__)
print("pre-activations", *bias.shape)
print("parameters", layer.count_params())
print("state", *layer.cell.state_size, sum(layer.cell.state_size))

unit = 3
own = sum(
    weight[..., unit::10].shape.num_elements()
    for weight in (kernel, recurrent_kernel, bias)
)
print("parameters of one unit", own)
