"""Scores of predictions, so that training needs no library for them."""

import json
from pathlib import Path

import numpy as np

SHIPPED = Path(__file__).parent / "en/metrics.json"


def accuracy(truth, guess):
    return float(np.mean(np.asarray(truth) == np.asarray(guess)))


def macro_f1(truth, guess):
    truth, guess = np.asarray(truth), np.asarray(guess)
    scores = []
    for label in sorted(set(truth.tolist()) | set(guess.tolist())):
        hits = ((guess == label) & (truth == label)).sum()
        total = (guess == label).sum() + (truth == label).sum()
        scores.append(2 * hits / total if total else 0.0)
    return float(np.mean(scores))


def auc(truth, score):
    truth, score = np.asarray(truth), np.asarray(score, float)
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    ones = truth.sum()
    return float((rank[truth == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(truth) - ones)))


def best_f1(truth, score):
    """(F1, threshold) of the best cut."""
    truth, score = np.asarray(truth), np.asarray(score)
    order = np.argsort(-score, kind="stable")
    f1 = 2 * np.cumsum(truth[order]) / (np.arange(1, len(truth) + 1) + truth.sum())
    return float(f1.max()), float(score[order][f1.argmax()])


def precision_at(truth, score, recall):
    truth, score = np.asarray(truth), np.asarray(score)
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(truth[order])
    at = np.argmax(hits >= recall * truth.sum())
    return float(hits[at] / (at + 1))


def rounded(value):
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, (list, tuple)) else value


def record(parts):
    """Puts results into models/en/metrics.json; what it says else stays."""
    metrics = json.loads(SHIPPED.read_text())
    metrics.update(rounded(parts))
    SHIPPED.write_text(json.dumps(metrics, indent=2) + "\n")
