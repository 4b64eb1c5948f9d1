import keras
from keras import layers
import numpy as np
norm = layers.Normalization(axis=-1)
norm.adapt(np.ones((10, 9)))
model = keras.Sequential([norm, layers.Dense(64, activation='relu'), layers.Dense(1)])
model.summary()
model.build((None, 9))
model.summary()
print(model.predict(np.ones((3, 9)), verbose=0).shape)
