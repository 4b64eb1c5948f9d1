import keras
from keras.models import *
from keras.layers import *
from keras.callbacks import *
from keras.optimizers import *
from keras.utils import *
from keras import regularizers, initializers
def LSTNet(window=168, m=8, hidCNN=100, hidRNN=100, hidSkip=5, CNN_kernel=6, skip=24, hw=24):
    x = Input(shape=(window, m))
    c = Reshape((window, m, 1))(x)
    c = Conv2D(hidCNN, (CNN_kernel, m), activation='relu')(c)
    c = Dropout(0.2)(c)
    c = Reshape((window - CNN_kernel + 1, hidCNN))(c)
    r = GRU(hidRNN)(c)
    r = Dropout(0.2)(r)
    pt = (window - CNN_kernel) // skip
    s = Lambda(lambda k: k[:, int(-pt * skip):, :], output_shape=(pt * skip, hidCNN))(c)
    s = Lambda(lambda k: keras.ops.reshape(k, (-1, pt, skip, hidCNN)), output_shape=(pt, skip, hidCNN))(s)
    s = Permute((2, 1, 3))(s)
    s = Lambda(lambda k: keras.ops.reshape(k, (-1, pt, hidCNN)), output_shape=(pt, hidCNN))(s)
    s = GRU(hidSkip)(s)
    s = Lambda(lambda k: keras.ops.reshape(k, (-1, skip * hidSkip)), output_shape=(skip * hidSkip,))(s)
    r = Concatenate(axis=1)([r, s])
    res = Dense(m)(r)
    z = Lambda(lambda k: k[:, -hw:, :], output_shape=(hw, m))(x)
    z = Permute((2, 1))(z)
    z = TimeDistributed(Dense(1))(z)
    z = Flatten()(z)
    res = Add()([res, z])
    return Model(x, res)
LSTNet().summary()
