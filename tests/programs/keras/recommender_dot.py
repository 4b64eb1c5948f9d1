import keras
from keras.layers import *
# two-tower recommender with dot
user = Input(shape=(1,), name='user_id'); item = Input(shape=(1,), name='item_id')
u = Embedding(610 + 1, 50, name='user_emb')(user)
v = Embedding(9724 + 1, 50, name='item_emb')(item)
u = Flatten()(u); v = Flatten()(v)
d = Dot(axes=1)([u, v])
ub = Flatten()(Embedding(611, 1)(user)); vb = Flatten()(Embedding(9725, 1)(item))
out = Add()([d, ub, vb])
out = Activation('sigmoid')(out)
out = Lambda(lambda x: x * 4.5 + 0.5)(out)
m = keras.Model([user, item], out)
m.compile(loss='mse', optimizer=keras.optimizers.Adam(0.001))
m.summary()
h = Concatenate()([u, v]); h = Dense(10)(h)
keras.Model(inputs={'user_id': user, 'item_id': item}, outputs={"score": out, "h": h}).summary()
