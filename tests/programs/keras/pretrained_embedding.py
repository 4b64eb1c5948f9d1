import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Dense, Flatten, LSTM, Conv1D, MaxPooling1D, Dropout, Activation
from tensorflow.keras.models import Sequential
EMBEDDING_DIM = 100
word_index = {"a": 1, "b": 2, "c": 3}
embedding_matrix = np.zeros((len(word_index) + 1, EMBEDDING_DIM))
for word, i in word_index.items():
    embedding_matrix[i] = np.random.rand(EMBEDDING_DIM)
model = Sequential()
model.add(tf.keras.layers.Embedding(len(word_index) + 1, EMBEDDING_DIM, input_length=20, weights=[embedding_matrix], trainable=False))
model.add(Dropout(0.2))
model.add(Conv1D(64, 5, activation='relu'))
model.add(MaxPooling1D(pool_size=4))
model.add(LSTM(EMBEDDING_DIM))
model.add(Dense(1, activation='sigmoid'))
model.build(input_shape=(None, 20))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
model.summary()
model3 = Sequential([tf.keras.Input((20,)), tf.keras.layers.Embedding(4, 100, embeddings_initializer=tf.keras.initializers.Constant(embedding_matrix), trainable=False), Flatten(), Dense(2)])
model3.summary()
