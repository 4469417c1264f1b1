"""Trains a language's model: prepare, train, calibrate, quantise, export, evaluate.

python3 models/pipeline.py --data DIR [--command build/release/undertone] [--teacher soft.npz]
"""

import argparse
import json
import os
import subprocess
import tempfile

import numpy as np
import torch

import calibrate
import export
import judge
from data import HERE
from evaluate import evaluate
from metrics import auc, best_f1
from prepare import prepare
from train import predict, train


def fit_calibration(network, batcher, rows):
    place = {}
    for i, item in enumerate(rows):
        place.setdefault(item["source"], []).append(i)
    out = calibrate.identity()
    tweets = place["dev_tweets"]
    reddit = [i for i in place["dev_goemotions"] if "sentiment" in rows[i]]
    logits = predict(network, batcher, tweets + reddit)[0]["sentiment"]
    weight = np.r_[np.full(len(tweets), 1 / len(tweets)), np.full(len(reddit), 0.5 / len(reddit))]
    target = [rows[i]["sentiment"] for i in tweets + reddit]
    part = calibrate.place("sentiment")
    out["factor"][part], out["offset"][part] = calibrate.fit_softmax(logits, target, weight * 1000, True)
    index = place["dev_goemotions"]
    logits = predict(network, batcher, index)[0]["emotion"]
    out["factor"][calibrate.place("emotion")], _ = calibrate.fit_softmax(
        logits, [rows[i]["emotion"] for i in index], np.ones(len(index)), False)
    index = place["dev_convabuse"]
    part = calibrate.place("abuse")
    out["factor"][part], out["offset"][part] = calibrate.fit_binary(
        predict(network, batcher, index)[0]["abuse"][:, 0], [rows[i]["abuse"] for i in index])
    return out


def fit_judge(command, path, rows, held):
    pairs = [pair for pair in held if pair[3] != "sts"]
    inputs = judge.native_inputs(command, path, [(rows[a]["text"], rows[b]["text"]) for a, b, _, _ in pairs])
    labels = np.array([label > 0.6 for _, _, label, _ in pairs], float)
    sources = np.array([source for _, _, _, source in pairs])
    line = judge.fit(inputs, labels, judge.weights_of(sources))
    score = judge.score(inputs)
    report = {}
    for name in ("read", "mqp", "banking77"):
        own = sources == name
        report[name] = {"pairs": int(own.sum()), "auc": auc(labels[own], score[own]),
                        "best_f1": best_f1(labels[own], score[own])[0],
                        "overlap_auc": auc(labels[own], inputs[own, 1]),
                        "cosine_auc": auc(labels[own], inputs[own, 0])}
    return judge.section(line), report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("UNDERTONE_DATA"), required="UNDERTONE_DATA" not in os.environ)
    parser.add_argument("--command", default="build/release/undertone")
    parser.add_argument("--teacher", help="soft labels: sentiment (rows, 3), emotion (rows, 8)")
    parser.add_argument("--output", default=str(HERE / "en/model.bin"))
    parser.add_argument("--version", type=int, default=3)
    parser.add_argument("--words", type=int, default=6450)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        rows, pairs, corpus = prepare(options.data, options.command, f"{scratch}/cache.pkl")
        trained = [p for p in pairs if p[3] in ("banking77", "sts")]
        held = trained[::10] + [p for p in pairs if p[3] in ("read", "cast", "mqp")]
        trained = [p for i, p in enumerate(trained) if i % 10]
        teacher = None
        if options.teacher:
            teacher = {k: torch.tensor(v) for k, v in np.load(options.teacher).items()}
        network, vocabulary, batcher = train(rows, corpus, trained, teacher, size=options.words)
        parts, errors = export.sections(network, vocabulary, corpus,
                                        fit_calibration(network, batcher, rows), judge.start_section())
        phrases = f"{scratch}/phrases.bin"
        subprocess.run([options.command, "pack-phrases", str(HERE / "en/phrases"), phrases], check=True)
        with open(phrases, "rb") as file:
            parts["PHRA"] = file.read()
        for _ in range(2):  # first with a plain judge, to ask for its inputs
            with open(options.output, "wb") as file:
                file.write(export.pack(parts, "en", options.version))
            parts["SIMI"], report = fit_judge(options.command, options.output, rows, held)
    result = {"quantisation_largest_error": errors, "rephrase": report,
              "development": evaluate(options.data, options.command, options.output)}
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
