import keras
from keras import layers

for layer in (
    layers.Masking(),
    layers.Dropout(0.5),
    layers.SpatialDropout1D(0.5),
    layers.GaussianNoise(0.1),
    layers.Activation("relu"),
    layers.LeakyReLU(),
    layers.Softmax(),
    layers.Flatten(),
    layers.Reshape((65,)),
    layers.Permute((2, 1)),
    layers.MaxPooling1D(),
    layers.GlobalAveragePooling1D(),
    layers.ZeroPadding1D(),
    layers.UpSampling1D(),
    layers.PReLU(),
):
    output = layer(keras.Input((13, 5)))
    name = type(layer).__name__
    print(f"{name:<22} {output.shape!s:<14} {layer.count_params()}")
