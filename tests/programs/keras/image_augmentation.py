import keras, tensorflow as tf
from tensorflow.keras import layers
data_augmentation = tf.keras.Sequential([
  layers.RandomFlip("horizontal", input_shape=(180, 180, 3)),
  layers.RandomRotation(0.1),
  layers.RandomZoom(0.1),
])
model = tf.keras.Sequential([
  data_augmentation,
  layers.Rescaling(1./255),
  layers.Conv2D(16, 3, padding='same', activation='relu'),
  layers.MaxPooling2D(),
  layers.Conv2D(32, 3, padding='same', activation='relu'),
  layers.MaxPooling2D(),
  layers.Dropout(0.2),
  layers.Flatten(),
  layers.Dense(128, activation='relu'),
  layers.Dense(5, name="outputs")
])
model.compile(optimizer='adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
model.summary()
i = layers.Input((100, 100, 3))
x = layers.Resizing(64, 64)(i)
x = layers.CenterCrop(32, 32)(x)
x = layers.RandomCrop(30, 30)(x)
x = layers.RandomContrast(0.2)(x)
x = layers.RandomTranslation(0.1, 0.1)(x)
x = layers.Normalization(mean=0., variance=1.)(x)
n = layers.Normalization(axis=-1)(x)
tf.keras.Model(i, n).summary()
c = layers.CategoryEncoding(num_tokens=10, output_mode="one_hot")(layers.Input((1,), dtype="int32"))
print(c.shape)
