"""Trains how two sketches are compared: the section SIMI, on the inputs that the native command gives."""

import json
import subprocess

import numpy as np
import torch
import torch.nn.functional as F

from export import judge_section

# Real repeated requests are few and count most; the constructed sets keep it from forgetting
# that other words can ask for the same and near words for something else.
SHARE = {"read": 0.40, "mqp": 0.15, "banking77": 0.25, "cast": 0.10, "sts": 0.10}
INPUTS, HIDDEN = 12, 6


def start_section():
    """A judge by cosine and overlap, to get a first file that can be asked for inputs."""
    direct = np.zeros(INPUTS)
    direct[:2] = 4.0, 3.0
    return judge_section(np.zeros((0, INPUTS)), [], [], direct, -4.0)


def native_inputs(command, path, texts):
    """Rows of SketchPair for pairs of texts."""
    feed = "".join(json.dumps({"a": a, "b": b}) + "\n" for a, b in texts)
    done = subprocess.run([command, "model", path], input=feed, capture_output=True, text=True,
                          encoding="utf-8", check=True)
    return np.array([json.loads(line)["inputs"] for line in done.stdout.splitlines()], np.float32)


def fit(inputs, labels, weights, seed=7, steps=600, hidden=HIDDEN):
    torch.manual_seed(seed)
    x, y, w = (torch.tensor(np.asarray(v), dtype=torch.float32) for v in (inputs, labels, weights))
    first, out = torch.nn.Linear(INPUTS, hidden), torch.nn.Linear(hidden, 1, bias=False)
    direct = torch.nn.Linear(INPUTS, 1)
    parts = [*first.parameters(), *out.parameters(), *direct.parameters()]
    optimiser = torch.optim.Adam(parts, lr=0.03)
    for _ in range(steps):
        logit = (out(F.relu(first(x))) + direct(x))[:, 0]
        loss = (F.binary_cross_entropy_with_logits(logit, y, reduction="none") * w).sum() / w.sum()
        loss = loss + 1e-3 * sum((p ** 2).sum() for p in parts)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return [p.detach().numpy() for p in (first.weight, first.bias, out.weight[0], direct.weight[0],
                                         direct.bias)]


def score(model, inputs):
    weight, bias, out, direct, offset = model
    return np.maximum(inputs @ weight.T + bias, 0) @ out + inputs @ direct + offset[0]


def weights_of(sources):
    sources = np.asarray(sources)
    weights = np.zeros(len(sources), np.float32)
    for name, share in SHARE.items():
        weights[sources == name] = share / max(1, (sources == name).sum())
    return weights / weights.mean()


def section(model):
    return judge_section(*model[:4], float(model[4][0]))
