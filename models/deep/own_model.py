"""A site's own classifier from a table of examples: one linear layer over our deep model's outputs.

python3 models/deep/own_model.py EXAMPLES.csv OUT.onnx [--command build/release/undertone]
"""

import argparse
import csv
import json
import subprocess
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

HERE = Path(__file__).parent / "en"


def features(command, texts):
    """Where each text lies, twice its weight, and what the heads say of it."""
    feed = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run([command, "pieces", str(HERE / "pieces.bin")], input=feed, capture_output=True,
                          text=True, encoding="utf-8", check=True)
    running = onnxruntime.InferenceSession(str(HERE / "model.onnx"))
    rows = []
    for line in done.stdout.splitlines():
        scores, meaning = running.run(["scores", "meaning"], {"input_ids": np.array([json.loads(line)])})
        rows.append(np.concatenate([meaning[0], scores[0]]))
    return np.array(rows, np.float32)


def fit(x, y, labels, steps=600, rate=2.0, decay=1e-3):
    """Weights (features, labels) and offsets of a softmax regression, by gradient descent."""
    weight, offset = np.zeros((x.shape[1], labels)), np.zeros(labels)
    wanted = np.eye(labels)[y]
    for _ in range(steps):
        logits = x @ weight + offset
        guess = np.exp(logits - logits.max(1, keepdims=True))
        error = (guess / guess.sum(1, keepdims=True) - wanted) / len(x)
        weight -= rate * (x.T @ error + decay * weight)
        offset -= rate * error.sum(0)
    return weight.astype(np.float32), offset.astype(np.float32)


def write(path, weight, offset):
    """Our deep model with the layer on top; its own scores become an inner value."""
    model = onnx.load(HERE / "model.onnx")
    graph = model.graph
    for node in graph.node:
        for names in (node.input, node.output):
            for i, name in enumerate(names):
                if name == "scores":
                    names[i] = "deep_scores"
    graph.initializer.extend([numpy_helper.from_array(weight, "own_weight"),
                              numpy_helper.from_array(offset, "own_offset")])
    graph.node.extend([helper.make_node("Concat", ["meaning", "deep_scores"], ["own_features"], axis=1),
                       helper.make_node("MatMul", ["own_features", "own_weight"], ["own_product"]),
                       helper.make_node("Add", ["own_product", "own_offset"], ["own_logits"]),
                       helper.make_node("Softmax", ["own_logits"], ["scores"], axis=1)])
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, [1, len(offset)]))
    onnx.checker.check_model(model)
    onnx.save(model, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples")
    parser.add_argument("output")
    parser.add_argument("--command", default="build/release/undertone")
    options = parser.parse_args()
    with open(options.examples, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) == 2]
    labels = sorted({label for _, label in rows})
    x = features(options.command, [text for text, _ in rows])
    y = np.array([labels.index(label) for _, label in rows])
    order = np.random.default_rng(1).permutation(len(rows))
    apart, rest = order[:len(order) // 5], order[len(order) // 5:]
    if len(apart):
        weight, offset = fit(x[rest], y[rest], len(labels))
        right = ((x[apart] @ weight + offset).argmax(1) == y[apart]).mean()
        print(f"right on {len(apart)} examples kept apart: {right:.3f}")
    write(options.output, *fit(x, y, len(labels)))
    print("labels:", ",".join(labels))


if __name__ == "__main__":
    main()
