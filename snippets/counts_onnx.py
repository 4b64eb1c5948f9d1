import numpy as np
import onnxruntime
from onnx import parser


def count(operator, **shapes):
    shapes = {"X": (13, 1, 5)} | shapes
    declared = [f"float{list(shapes[name])} {name}" for name in shapes]
    inputs = ", ".join(shapes).replace("P", '"", "", "", P')
    model = parser.parse_model(
        '<ir_version: 10, opset_import: ["": 22]>'
        f"graph ({', '.join(declared)}) => (float[t, d, b, m] Y)"
        f"{{ Y = {operator} <hidden_size = 10> ({inputs}) }}"
    )
    session = onnxruntime.InferenceSession(model.SerializeToString())
    feeds = {name: np.zeros(shapes[name], "float32") for name in shapes}
    session.run(None, feeds)
    total = sum(feeds[name].size for name in shapes if name != "X")
    print(operator, "".join(shapes), total)


W, R, B, P = (1, 40, 5), (1, 40, 10), (1, 80), (1, 30)
count("LSTM", W=W, R=R)
count("LSTM", W=W, R=R, B=B)
count("LSTM", W=W, R=R, B=B, P=P)
W, R, B = (1, 30, 5), (1, 30, 10), (1, 60)
count("GRU", W=W, R=R)
count("GRU", W=W, R=R, B=B)
W, R, B = (1, 10, 5), (1, 10, 10), (1, 20)
count("RNN", W=W, R=R, B=B)
