import keras
import keras.layers as KL
import keras.models as KM
import keras.backend as K
K.clear_session()
def conv_block(x, f, k=3):
    x = KL.Conv1D(f, k, padding='same')(x)
    x = KL.BatchNormalization()(x)
    return KL.Activation('relu')(x)
inp = KL.Input(shape=(128, 2))
skips = []
x = inp
for f in [8, 16]:
    x = conv_block(x, f)
    skips.append(x)
    x = KL.MaxPooling1D(2)(x)
x = conv_block(x, 32)
for f, s in zip([16, 8], reversed(skips)):
    x = KL.UpSampling1D(2)(x)
    x = KL.concatenate([x, s], axis=2)
    x = conv_block(x, f)
out = KL.Conv1D(1, 1, activation='sigmoid')(x)
m = KM.Model(inp, out, name='unet1d')
m.summary(line_length=110)
m.summary(layer_range=("conv1d_1", "conv1d_3"))
lines = []
m.summary(print_fn=lambda s: lines.append(s))
print(len(lines), lines[0].split("\n")[0])
