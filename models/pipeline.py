"""Trains a language's model: prepare, encode, teach, train, calibrate, quantise, export, evaluate.

python3 models/pipeline.py --data DIR --encoder DIR --ratings DIR [--work DIR] [--command build/release/undertone]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

import calibrate
import encoder
import export
import judge
import space
import teacher
from batches import Vocabulary
from data import HERE
from evaluate import evaluate
from features import fnv
from metrics import auc, best_f1, record, rounded
from prepare import prepare
from train import predict, train


BUCKETS = 2048
MQP_OFTEN = 20  # 1,300 pairs beside 44,000


def fit_calibration(network, batcher, rows, predict=predict):
    place = {}
    for i, item in enumerate(rows):
        place.setdefault(item["source"], []).append(i)
    out = calibrate.identity()
    part = calibrate.place("sentiment")
    out["factor"][part], out["offset"][part] = calibrate.fit_moods(
        lambda index: predict(network, batcher, index)[0]["sentiment"], rows, calibrate.MOODS)
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
    pairs = [pair for pair in held if pair[3] != "sts" or not 0.45 < pair[2] < 0.8]
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


def split_pairs(pairs, rows):
    """(what the rows are tuned on, what the judge is fitted on): a tenth of banking77 and sts and a
    fifth of the doctors' questions are kept apart, as are real repeated requests and follow-ups."""
    trained, held = [], []
    for i, pair in enumerate(pairs):
        if pair[3] == "mqp":
            apart = fnv(rows[pair[0]]["text"]) % 5 == 0
            trained += [] if apart else [pair] * MQP_OFTEN
        else:
            apart = pair[3] in ("read", "cast") or i % 10 == 0 and pair[3] != "intents"
            trained += [] if apart else [pair]
        held += [pair] if apart else []
    return trained, held


def prepared(options, work):
    """Rows, pairs, features, and what the encoder and the teacher say of them."""
    rows, pairs, corpus = prepare(options.data, options.ratings, options.command, work / "cache.pkl")
    vocabulary = Vocabulary(corpus, rows, options.words, BUCKETS)
    encoded = space.encode(encoder.Encoder(options.encoder), rows, corpus, vocabulary, work)
    soft = teacher.soften(encoder.Encoder(options.encoder), rows, work)
    soft = {name: torch.tensor(values) for name, values in soft.items()}
    for values in soft.values():  # a request's mood is known better than a teacher of tweets knows it
        values[[i for i, item in enumerate(rows) if "mood" in item]] = 0
    return rows, pairs, corpus, encoded, soft


def export_model(options, network, vocabulary, batcher, rows, corpus, held):
    """Writes the file; gives the errors of quantisation and what its judge of pairs reaches."""
    parts, errors = export.sections(network, vocabulary, corpus,
                                    fit_calibration(network, batcher, rows), judge.start_section())
    phrases = Path(options.output).with_suffix(".phrases")
    subprocess.run([options.command, "pack-phrases", str(HERE / "en/phrases"), phrases], check=True)
    parts["PHRA"] = phrases.read_bytes()
    phrases.unlink()
    for _ in range(2):  # first with a plain judge, to ask for its inputs
        Path(options.output).write_bytes(export.pack(parts, "en", options.version))
        parts["SIMI"], report = fit_judge(options.command, options.output, rows, held)
    return errors, report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("UNDERTONE_DATA"), required="UNDERTONE_DATA" not in os.environ)
    parser.add_argument("--encoder", help="folder of all-MiniLM-L6-v2", required=True)
    parser.add_argument("--ratings", help="folder of the sdist vaderSentiment 3.3.2, unpacked", required=True)
    parser.add_argument("--work", help="keeps what the steps leave behind, to be used again")
    parser.add_argument("--command", default="build/release/undertone")
    parser.add_argument("--output", default=str(HERE / "en/model.bin"))
    parser.add_argument("--version", type=int, default=6)
    parser.add_argument("--words", type=int, default=8150)
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--start", help="network.pt of an earlier run to go on from")
    parser.add_argument("--oftener", type=float, default=1, help="how many times as often rare kinds are shown")
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(options.work or scratch)
        rows, pairs, corpus, encoded, soft = prepared(options, work)
        trained, held = split_pairs(pairs, rows)
        network, vocabulary, batcher = train(
            rows, corpus, trained, soft, encoded, size=options.words, epochs=options.epochs, rate=options.rate,
            start=torch.load(options.start)["state"] if options.start else None, oftener=options.oftener)
        torch.save({"state": network.state_dict(), "words": options.words}, work / "network.pt")
        errors, report = export_model(options, network, vocabulary, batcher, rows, corpus, held)
    subprocess.run(["node", HERE / "themes.mjs", options.output, options.command, "--data", options.data], check=True)
    size = os.path.getsize(options.output)
    packed = subprocess.run(["brotli", "-c", "-q", "11", options.output], capture_output=True, check=True)
    result = {"version": options.version, "language": "en", "size_bytes": size,
              "size_brotli_bytes": len(packed.stdout), "quantisation_largest_error": errors,
              "rephrase": report, "development": evaluate(options.data, options.command, options.output)}
    print(json.dumps(rounded(result), indent=2))
    if Path(options.output).resolve() == HERE / "en/model.bin":
        record(result)
    for further in ("dialogues.py", "unseen.py"):
        subprocess.run([sys.executable, HERE / further, "--data", options.data, "--command", options.command, "--model",
                        options.output, *(["--ratings", options.ratings] if further == "unseen.py" else [])], check=True)


if __name__ == "__main__":
    main()
