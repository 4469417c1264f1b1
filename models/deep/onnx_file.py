"""Step 6: the student as an ONNX file of int8 weights, calibration folded in.

The graph is written by hand: few operators, all of which every build of ONNX Runtime has, and nothing
that depends on a tracer's version. Its inputs and outputs are in OWN_MODEL.md.
"""

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from network import HEADS
from student import SEPARATOR, SHAPE


class Graph:
    def __init__(self):
        self.nodes, self.weights, self.count = [], [], 0

    def weight(self, values, kind=np.float32):
        self.count += 1
        name = f"w{self.count}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, kind), name))
        return name

    def __call__(self, kind, *inputs, **options):
        self.count += 1
        name = options.pop("name", f"{kind.lower()}{self.count}")
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **options))
        return name

    def linear(self, x, weight, bias):
        return self("Add", self("MatMul", x, self.weight(weight.T)), self.weight(bias))

    def norm(self, x, weights, name):
        return self("LayerNormalization", x, self.weight(weights[f"{name}.weight"]),
                    self.weight(weights[f"{name}.bias"]), axis=-1, epsilon=1e-5)

    def ints(self, *values):
        return self.weight(np.array(values), np.int64)


def attention(g, x, w, layer):
    heads, size = SHAPE["heads"], SHAPE["head"]
    width = heads * size
    mix, bias = w[f"{layer}.mix.weight"].copy(), w[f"{layer}.mix.bias"].copy()
    mix[:width] /= size ** 0.5
    bias[:width] /= size ** 0.5
    parts = []
    for at, turn in ((0, (0, 2, 1, 3)), (width, (0, 2, 3, 1)), (2 * width, (0, 2, 1, 3))):
        part = g.linear(x, mix[at:at + width], bias[at:at + width])
        part = g("Reshape", part, g.ints(1, -1, heads, size))
        parts.append(g("Transpose", part, perm=turn))
    q, k, v = parts
    y = g("MatMul", g("Softmax", g("MatMul", q, k), axis=-1), v)
    y = g("Reshape", g("Transpose", y, perm=(0, 2, 1, 3)), g.ints(1, -1, width))
    return g("Add", x, g.linear(y, w[f"{layer}.out.weight"], w[f"{layer}.out.bias"]))


def gelu(g, x):
    grown = g("Add", g("Erf", g("Mul", x, g.weight([0.5 ** 0.5]))), g.weight([1.0]))
    return g("Mul", g("Mul", x, g.weight([0.5])), grown)


def feed_forward(g, x, w, layer):
    y = gelu(g, g.linear(x, w[f"{layer}.up.weight"], w[f"{layer}.up.bias"]))
    return g("Add", x, g.linear(y, w[f"{layer}.down.weight"], w[f"{layer}.down.bias"]))


def body(g, w):
    """Gives the vectors of the pieces and which of them are the message's own, as 1 and 0."""
    ends = g("Where", g("Equal", "input_ids", g.ints(SEPARATOR)), g.ints(1), g.ints(0))
    part = g("Sub", g("CumSum", ends, g.ints(1)), ends)
    part = g("Min", part, g.ints(2))
    length = g("Slice", g("Shape", "input_ids"), g.ints(1), g.ints(2))
    position = g("Slice", g.weight(w["position"]), g.ints(0), length)
    x = g("Gather", g.weight(w["table"]), "input_ids", name="looked_up")
    x = g("Add", g("Add", x, position), g("Gather", g.weight(w["part"]), part))
    x = g.norm(x, w, "first")
    for layer in range(SHAPE["layers"]):
        name = f"layers.{layer}"
        x = g.norm(attention(g, x, w, name), w, f"{name}.between")
        x = g.norm(feed_forward(g, x, w, name), w, f"{name}.after")
    own = g("Where", g("Equal", part, g.ints(0)), g.weight([1.0]), g.weight([0.0]))
    return x, own


def summed_up(g, x, own):
    """The first vector, and the mean of the message's own."""
    own = g("Unsqueeze", own, g.ints(1))
    mean = g("Div", g("MatMul", own, x), g("ReduceSum", own, g.ints(2), keepdims=1))
    first = g("Slice", x, g.ints(0), g.ints(1), g.ints(1))
    return g("Squeeze", first, g.ints(1)), g("Squeeze", mean, g.ints(1))


def outputs(g, first, mean, w, calibration):
    raw = g.linear(mean, w["meaning.weight"], w["meaning.bias"])
    g("Div", raw, g("Sqrt", g("ReduceSum", g("Mul", raw, raw), g.ints(1), keepdims=1)), name="meaning")
    hidden = g("Relu", g.linear(g("Concat", first, mean, axis=1), w["hidden.weight"], w["hidden.bias"]))
    size = sum(HEADS.values())
    factor = calibration["factor"][:, None]
    logits = g.linear(hidden, w["out.weight"][:size] * factor,
                      w["out.bias"][:size] * calibration["factor"] + calibration["offset"])
    parts, at = [], 0
    for name, count in HEADS.items():
        part = g("Slice", logits, g.ints(at), g.ints(at + count), g.ints(1))
        one_of = name in ("sentiment", "emotion", "feedback", "act")
        parts.append(g("Softmax", part, axis=1) if one_of else g("Sigmoid", part))
        at += count
    g("Concat", *parts, axis=1, name="scores")


def without_casts(model):
    """The same with sums of integers made numbers by DequantizeLinear in place of Cast and Mul.

    ONNX Runtime's Cast is one function of 490 kB: a browser takes longer to compile it than to do all the rest."""
    graph = model.graph
    scaled = {name: node for node in graph.node if node.op_type == "Mul" for name in node.input}
    kept, gone = [], set()
    for node in graph.node:
        if node.op_type == "Cast":
            mul = scaled[node.output[0]]
            scale = next(name for name in mul.input if name != node.output[0])
            gone.add(mul.output[0])
            node = helper.make_node("DequantizeLinear", [node.input[0], scale], [mul.output[0]], axis=-1)
        elif node.op_type == "Mul" and node.output[0] in gone:
            continue
        kept.append(node)
    del graph.node[:]
    graph.node.extend(kept)
    onnx.checker.check_model(model, full_check=True)
    return model


def write(path, weights, calibration):
    """Writes the int8 file; `weights`: the student's state as arrays."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    g = Graph()
    x, own = body(g, weights)
    outputs(g, *summed_up(g, x, own), weights, calibration)
    size = sum(HEADS.values())
    graph = helper.make_graph(
        g.nodes, "undertone-deep", [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, size]),
         helper.make_tensor_value_info("meaning", TensorProto.FLOAT, [1, SHAPE["meaning"]])], g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="undertone")
    model.ir_version = 8
    onnx.checker.check_model(model)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        onnx.save(model, plain)
        # Seven bits: with eight, processors without VNNI saturate and would answer otherwise.
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                         op_types_to_quantize=["MatMul", "Gather"])
    onnx.save(without_casts(onnx.load(path)), path)


def session(path):
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def ask(running, rows):
    """(scores, meanings) of rows of pieces, one after the other as in a browser."""
    found = [running.run(["scores", "meaning"], {"input_ids": row[None, row > 0].astype(np.int64)})
             for row in rows]
    return np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])
