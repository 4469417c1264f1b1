"""Makes probabilities of logits that mean what they say: one factor and one offset per logit."""

import numpy as np
import torch
import torch.nn.functional as F

from network import HEADS

# What the context adds to the frustration logit: chosen, not learnt (no set carries both); half a
# doubling of the odds after a failed answer, and inertia from turn to turn. In the order of
# core/model/classify.cpp: first turn, answered, answer asks, fallback, refusal, apology, previous
# frustration, likeness to the previous turn.
CONTEXT = [-0.2, 0.0, -0.2, 0.5, 0.3, 0.0, 0.8, 0.3]
# Development sets that say what counts as neutral, and how much each of them counts.
MOODS = {"dev_tweets": 1.0, "dev_goemotions": 0.5, "dev_rated_tweets": 0.3, "dev_rated_news": 0.3}


def place(name):
    at = 0
    for head, size in HEADS.items():
        if head == name:
            return slice(at, at + size)
        at += size
    raise KeyError(name)


def fit_softmax(logits, target, weight, offsets):
    """(factor, offset per class) of least surprise."""
    x, y, w = (torch.tensor(np.asarray(v), dtype=torch.float32) for v in (logits, target, weight))
    factor = torch.zeros(1, requires_grad=True)
    offset = torch.zeros(x.shape[1], requires_grad=offsets)
    optimiser = torch.optim.LBFGS([factor, offset] if offsets else [factor], max_iter=200)

    def closure():
        optimiser.zero_grad()
        out = F.log_softmax(x * factor.exp() + offset, 1)
        loss = -((y * out).sum(1) * w).sum() / w.sum() + 0.01 * (offset ** 2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return float(factor.exp().detach()), offset.detach().numpy()


def fit_moods(ask, rows, counts):
    """(factor, offsets) of sentiment; `ask` gives logits of rows."""
    index = {source: [i for i, item in enumerate(rows) if item["source"] == source and "sentiment" in item]
             for source in counts}
    places = [i for own in index.values() for i in own]
    weight = np.concatenate([np.full(len(own), 1000 * counts[source] / len(own)) for source, own in index.items()])
    return fit_softmax(ask(places), [rows[i]["sentiment"] for i in places], weight, True)


def fit_binary(logits, target):
    both = np.stack([np.zeros(len(logits)), np.asarray(logits)], 1)
    y = np.stack([1 - np.asarray(target), np.asarray(target)], 1)
    factor, offset = fit_softmax(both, y, np.ones(len(both)), True)
    return factor, offset[1] - offset[0]


def identity():
    size = sum(HEADS.values())
    return {"factor": np.ones(size), "offset": np.zeros(size), "context": np.array(CONTEXT)}


def expected_error(probability, correct, bins=10):
    """Expected calibration error, and per bin (mean probability, share correct, count)."""
    probability, correct = np.asarray(probability), np.asarray(correct, float)
    which = np.minimum((probability * bins).astype(int), bins - 1)
    rows = [(float(probability[which == b].mean()), float(correct[which == b].mean()),
             int((which == b).sum())) for b in range(bins) if (which == b).any()]
    total = sum(n for _, _, n in rows)
    return sum(abs(p - c) * n for p, c, n in rows) / total, rows
