import keras
from keras import layers
base = keras.Sequential([keras.Input((100, 4)), layers.Conv1D(16, 5, activation="relu"), layers.MaxPool1D(), layers.LSTM(20)], name="base")
base.trainable = False
head = keras.Sequential([base, layers.Dense(3)])
head.summary()
base.trainable = True
for l in base.layers[:-1]:
    l.trainable = False
head.summary(expand_nested=True, show_trainable=True)
clone = keras.models.clone_model(head)
clone.summary()
print(head.layers[0].layers[0].trainable, base.output, base.input_shape)
