import keras
from keras import layers
model = keras.Sequential()
model.add(layers.Embedding(input_dim=1000, output_dim=64))
model.add(layers.LSTM(128))
model.add(layers.Dense(10))
model.summary()
try:
    model.count_params()
except ValueError as e:
    print("not built")
model.build(input_shape=(None, 20))
model.summary()
print(model.count_params())
