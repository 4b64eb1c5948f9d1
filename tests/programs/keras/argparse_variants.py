import argparse
import sys
import keras
from keras import layers

def parse_args(argv=None):
    parser = argparse.ArgumentParser(description="Train")
    parser.add_argument("--units", type=int, default=64, help="units")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--dropout", default=0.1, type=float)
    parser.add_argument("--bidirectional", action="store_true")
    parser.add_argument("--cell", choices=["lstm", "gru"], default="gru")
    return parser.parse_args(argv)

def get_model(args):
    cls = {"lstm": layers.LSTM, "gru": layers.GRU}[args.cell]
    m = keras.Sequential()
    m.add(keras.Input((100, 12)))
    for n in range(args.layers):
        l = cls(args.units, return_sequences=n != args.layers - 1, dropout=args.dropout)
        m.add(layers.Bidirectional(l) if args.bidirectional else l)
    m.add(layers.Dense(1))
    return m

if __name__ == '__main__':
    args = parse_args([])
    print(args)
    m = get_model(args)
    m.summary()
    args = parse_args(["--bidirectional", "--layers", "3", "--cell=lstm"])
    print(vars(args))
    get_model(args).summary()
