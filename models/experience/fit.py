"""Fits the weights of the experience score's parts on satisfaction verdicts.

    python3 models/experience/fit.py --data DATA

A logistic regression of "satisfied" on the parts, each source with the same total weight and its own
intercept, weights not below zero, by gradient descent. Prints the weights to put into
core/conversation/experience.cpp (they sum to 100 with speed, which no data set has) and, for each set,
the area under the curve of the shipped score and of two baselines. Takes a minute.
"""

import argparse
import json
import math
import os
import subprocess

from dialogues import dialogues

PARTS = ["frustration", "rephrase", "sentiment", "outcome"]
TRAIN = ["star.train", "uss_mwoz", "uss_sgd"]
TEST = ["star.train", "star.dev", "uss_mwoz", "uss_sgd", "uss_redial", "uss_ccpe", "dbdc"]
SPEED_WEIGHT = 10
RATE, STEPS, RIDGE = 0.5, 3000, 1e-3


def auc(positive, negative):
    """Probability that a positive value lies above a negative one, ties counted half."""
    ranked = sorted([(v, 1) for v in positive] + [(v, 0) for v in negative])
    rank_sum, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        rank_sum += (at + end + 1) / 2 * sum(label for _, label in ranked[at:end])
        at = end
    count = len(positive)
    return (rank_sum - count * (count + 1) / 2) / (count * len(negative))


def load(name, data, command):
    """The engaged dialogues of a set as the command scores them."""
    lines = "".join(json.dumps(row) + "\n" for row in dialogues(name, data))
    scored = subprocess.run([command, "score"], input=lines, capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in scored.stdout.splitlines()]
    return [r for r in rows if "attributes" in r and r["conversation"]["user_turns"] > 0]


def features(row):
    parts = row["conversation"]["experience"]["parts"]
    return [(parts[name] if parts[name] is not None else 60) / 100 for name in PARTS]


def fit(sources):
    """Weights of the parts, shared by all sources."""
    weights = [0.1] * len(PARTS)
    intercepts = [0.0] * len(sources)
    for _ in range(STEPS):
        slope = [RIDGE * w for w in weights]
        for number, rows in enumerate(sources):
            shift = 0.0
            for x, label, share in rows:
                z = intercepts[number] + sum(w * v for w, v in zip(weights, x))
                error = share * (1 / (1 + math.exp(-z)) - label)
                shift += error
                for i, value in enumerate(x):
                    slope[i] += error * value / len(sources)
            intercepts[number] -= RATE * shift
        weights = [max(0.0, w - RATE * s) for w, s in zip(weights, slope)]
    return weights


def balanced(rows):
    """Rows as (features, label, share); both labels get half of the weight."""
    labelled = [(features(r), r["attributes"]["satisfied"]) for r in rows if "satisfied" in r["attributes"]]
    counts = [sum(1 for _, y in labelled if y == label) for label in (0, 1)]
    return [(x, y, 0.5 / counts[y]) for x, y in labelled]


def last_sentiment(row):
    scores = [m["sentiment"]["score"] for m in row["messages"] if m["role"] == "user"]
    return scores[-1] if scores and scores[-1] is not None else 0


def report(name, rows):
    for verdict, sign in (("satisfied", 1), ("annoyed", -1)):
        sides = [[r for r in rows if r["attributes"].get(verdict) == label] for label in (1, 0)]
        if not all(sides):
            continue
        values = {
            "experience": lambda r: sign * (r["conversation"]["experience"]["score"] or 0),
            "last sentiment": lambda r: sign * last_sentiment(r),
            "turns": lambda r: -sign * len(r["messages"]),
        }
        text = "  ".join(f"{k} {auc(*[[f(r) for r in s] for s in sides]):.3f}" for k, f in values.items())
        print(f"{name:12} {verdict:10} {len(sides[0]):5} {len(sides[1]):5}  {text}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=os.environ.get("UNDERTONE_DATA"))
    parser.add_argument("--command", default="build/release/undertone")
    args = parser.parse_args()
    if not args.data:
        parser.error("--data or UNDERTONE_DATA is needed")
    sets = {name: load(name, args.data, args.command) for name in TEST}
    weights = fit([balanced(sets[name]) for name in TRAIN if sets[name]])
    scale = (100 - SPEED_WEIGHT) / (sum(weights) or 1)
    for name, weight in zip(PARTS, weights):
        print(f"weight {name:12} {weight * scale:6.1f}")
    for name in TEST:
        report(name, sets[name])


if __name__ == "__main__":
    main()
