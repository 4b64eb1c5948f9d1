from tensorflow.keras.layers import (
    LSTM,
    Conv1D,
    Dense,
    Flatten,
    MaxPooling1D,
    TimeDistributed,
)
from tensorflow.keras.models import Sequential

n_steps, n_length, n_features, n_outputs = 4, 32, 9, 6
model = Sequential()
model.add(
    TimeDistributed(
        Conv1D(filters=64, kernel_size=3, activation="relu"),
        input_shape=(None, n_length, n_features),
    )
)
model.add(TimeDistributed(Conv1D(filters=64, kernel_size=3, activation="relu")))
model.add(TimeDistributed(MaxPooling1D(pool_size=2)))
model.add(TimeDistributed(Flatten()))
model.add(LSTM(100))
model.add(Dense(100, activation="relu"))
model.add(Dense(n_outputs, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
print(model.summary())
