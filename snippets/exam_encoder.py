import keras
from keras.layers import GRU, LSTM, Embedding


def count(V, D, H, K, recurrent):
    layers = [keras.Input((K,)), Embedding(V, D), recurrent(H)]
    return keras.Sequential(layers).count_params()


def textbook_gru(H):
    return GRU(H, reset_after=False)


V, D, H = 10_000, 100, 200
for K in (5, 30):
    print(K, *(count(V, D, H, K, r) for r in (LSTM, textbook_gru, GRU)))
