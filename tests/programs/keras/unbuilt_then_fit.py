import numpy as np
from tensorflow.keras.layers import GRU, Dense
from tensorflow.keras.models import Sequential

X = np.zeros((20, 7, 3), dtype="float32")
y = np.zeros((20, 2), dtype="float32")
model = Sequential()
model.add(GRU(8))
model.add(Dense(2))
model.compile("sgd", "mse")
model.summary()
model.fit(X, y, epochs=2, batch_size=5, verbose=0)
model.summary()
