import keras
import numpy as np
from keras.layers import Dense, LSTM, Input
m = keras.Sequential()
m.add(LSTM(20, activation='tanh', recurrent_activation='hard_sigmoid', input_shape=(None, 1), return_sequences=False, stateful=False))
m.add(Dense(1, activation="linear"))
m.compile(loss="mean_squared_error", optimizer=keras.optimizers.RMSprop(learning_rate=0.01), metrics=['mse', keras.metrics.RootMeanSquaredError(name='rmse')])
r = m.fit(np.zeros((10, 5, 1)), np.zeros(10), epochs=1, verbose=0, callbacks=[keras.callbacks.ReduceLROnPlateau(), keras.callbacks.LambdaCallback(on_epoch_end=lambda e, l: None)])
print(type(r).__name__, list(r.history)[:1], r.epoch)
p = m.predict(np.zeros((4, 9, 1)), verbose=0)
print(p.shape, p[0].shape, p.flatten().shape, p.reshape(-1).shape)
s = m.evaluate(np.zeros((4, 9, 1)), np.zeros(4), verbose=0)
m.optimizer.learning_rate = 0.1
m.summary()
print(len(m.optimizer.variables), [v.name for v in m.optimizer.variables][:2], m.metrics_names[0])
