import keras
import numpy as np

model = keras.Sequential([keras.Input((13, 5)), keras.layers.LSTM(10)])
model.compile(optimizer="adam", loss="mse")
model.fit(np.zeros((4, 13, 5)), np.zeros((4, 10)), verbose=0)

model.summary()
print(model.count_params())

for variable in model.optimizer.variables:
    name = variable.name.rpartition("cell_")[2]
    print(f"{name:<26} {variable.shape}")
