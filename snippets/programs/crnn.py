from tensorflow import keras
from tensorflow.keras import layers

HEIGHT, WIDTH, CHARACTERS = 32, 128, 37


def block(x, filters, pool):
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    return layers.MaxPooling2D(pool)(x)


image = keras.Input(shape=(HEIGHT, WIDTH, 1), name="image")
x = image
for filters, pool in [(32, 2), (64, 2), (128, (2, 1)), (128, (2, 1))]:
    x = block(x, filters, pool)
x = layers.Permute((2, 1, 3))(x)
x = layers.Reshape((WIDTH // 4, 2 * 128))(x)
for units in (128, 64):
    x = layers.Bidirectional(layers.LSTM(units, return_sequences=True))(
        x
    )
scores = layers.Dense(CHARACTERS + 1, activation="softmax")(x)

model = keras.Model(image, scores, name="crnn")
model.summary()
