import keras
from keras import layers
text = keras.Input((100,), name="text"); num = keras.Input((7,), name="num"); img = keras.Input((32, 32, 3))
t = layers.GRU(16)(layers.Embedding(1000, 8, mask_zero=True)(text))
n = layers.Dense(8, activation="relu")(layers.BatchNormalization()(num))
i = layers.GlobalAveragePooling2D()(layers.Conv2D(4, 3)(layers.Rescaling(1/255.)(img)))
x = layers.concatenate([t, n, i])
x = layers.LayerNormalization()(x)
o1 = layers.Dense(1, name="a")(x); o2 = layers.Dense(3, name="b")(x)
m = keras.Model(inputs=[text, num, img], outputs={"a": o1, "b": o2})
m.summary()
print(m.output_shape)
