import numpy as np
from keras.layers import LSTM, Dense, RepeatVector, TimeDistributed
from keras.models import Sequential

timesteps = 30
n_features = 4
X_train = np.random.rand(500, timesteps, n_features)

model = Sequential()
model.add(
    LSTM(
        128,
        activation="relu",
        input_shape=(X_train.shape[1], X_train.shape[2]),
        return_sequences=True,
    )
)
model.add(LSTM(64, activation="relu", return_sequences=False))
model.add(RepeatVector(X_train.shape[1]))
model.add(LSTM(64, activation="relu", return_sequences=True))
model.add(LSTM(128, activation="relu", return_sequences=True))
model.add(TimeDistributed(Dense(X_train.shape[2])))
model.compile(optimizer="adam", loss="mse")
model.summary()
print(X_train.shape)
