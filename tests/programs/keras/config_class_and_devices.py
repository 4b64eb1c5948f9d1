import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import random, sys, time, math
import numpy as np
import tensorflow as tf
from tensorflow import keras
print(tf.__version__ != "1", len(tf.config.list_physical_devices('GPU')))
np.random.seed(1); tf.random.set_seed(1); random.seed(1)
start = time.time()
class Config:
    UNITS = 64
    DROP = 0.2
    FEATURES = ['open', 'high', 'low', 'close', 'volume']
    WINDOW = 30
cfg = Config()
with tf.device('/cpu:0'):
    model = keras.models.Sequential([
        keras.layers.LSTM(cfg.UNITS, input_shape=(cfg.WINDOW, len(cfg.FEATURES)), return_sequences=True),
        keras.layers.Dropout(cfg.DROP),
        keras.layers.LSTM(math.ceil(cfg.UNITS / 2)),
        keras.layers.Dense(1),
    ])
model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=1e-3), loss=tf.keras.losses.Huber(), metrics=[tf.keras.metrics.MeanAbsoluteError()])
model.summary()
es = tf.keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
X = np.random.randn(100, cfg.WINDOW, len(cfg.FEATURES)).astype("float32"); Y = np.random.randn(100, 1)
h = model.fit(X, Y, validation_split=0.1, epochs=1, batch_size=16, callbacks=[es], verbose=0)
print(sorted(h.history.keys()) is not None)
model.summary()
