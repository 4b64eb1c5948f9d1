import numpy as np
import onnxruntime
from onnx import parser

LSTM = {1: "f", 2: "c", 3: "i", 4: "o"}
GRU = {4: "z", 2: "r", 2.5: "h"}


def run(call, **inputs):
    declared = [f"float{list(inputs[k].shape)} {k}" for k in inputs]
    model = parser.parse_model(
        '<ir_version: 10, opset_import: ["": 22]>'
        f"graph ({', '.join(declared)}) => (float[d, b, m] out)"
        f"{{ {call} }}"
    )
    session = onnxruntime.InferenceSession(model.SerializeToString())
    feeds = {k: inputs[k].astype("float32") for k in inputs}
    return round(session.run(None, feeds)[0].item(), 3)


x = np.zeros((1, 1, 1))
W = np.zeros((1, 4, 1))
call = 'Y, Yh, out = LSTM <hidden_size = 1> (x, W, W, B, "", x, c)'
for block in range(4):
    B = np.array([[100] * 4 + [0] * 4])
    B[0, block] = -100
    c = run(call, x=x, W=W, B=B, c=x + 3)
    print("LSTM", block, c, LSTM[c])

W = np.zeros((1, 3, 1))
call = """Y, out = GRU <hidden_size = 1, linear_before_reset = 1>
                       (x, W, R, B, "", h)"""
for block in range(3):
    B = np.array([[-100] * 3 + [0] * 3])
    B[0, block] = 100
    h = run(call, x=x, W=W, R=W + 25, B=B, h=x + 4)
    print("GRU", block, h, GRU[h])
