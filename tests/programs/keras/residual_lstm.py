from keras import Input, layers, models

inp = Input(shape=(16, 32), name="series")
x = layers.LSTM(32, return_sequences=True)(inp)
x = layers.Add()([inp, x])
x = layers.LayerNormalization()(x)
skip = x
x = layers.LSTM(32, return_sequences=True)(x)
x = layers.add([skip, x])
x = layers.Activation("relu")(x)
x = layers.GlobalMaxPooling1D()(x)
out = layers.Dense(1)(x)
model = models.Model(inputs=inp, outputs=out)
model.summary(line_length=100)
model.summary(positions=[0.4, 0.6, 0.75, 1.0])
