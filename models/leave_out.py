"""How the network does on sources that it was trained without (and without a teacher, who knows them).

python3 models/leave_out.py --work DIR [--only NAME]
"""

import argparse
import json
import pickle
import sys
from pathlib import Path

import numpy as np
import torch

import calibrate
import card
from metrics import SHIPPED, accuracy, auc, best_f1, macro_f1, precision_at, record
from train import predict, train

GROUPS = {"tweets": ("tweets", "offensive", "davidson", "rated_tweets"),
          "labelled tweets": ("tweets", "offensive", "davidson"),
          "reactions": ("dbdc3_read", "hwu64_feedback", "convabuse"),
          "reviews": ("sst2",),
          # What is left is clearly licensed; pairs of sts are left out with it.
          "licences": ("emocontext", "sst2", "tweets", "offensive", "davidson", "xstest")}
UNLABELLED = ("widened", "widened_words")  # only the teacher says anything of them
LENGTHS = ((1, 4), (5, 9), (10, 19), (20, 999))


def by_length(batcher, index, truth, guess):
    """Macro-F1 of messages of so many words."""
    size = batcher.length[index]
    out = {}
    for least, most in LENGTHS:
        own = np.flatnonzero((size >= least) & (size <= most))
        if len(own) >= 30:
            out[f"{least}-{most}"] = {"rows": len(own), "macro_f1": macro_f1(truth[own], guess[own])}
    return out


def report(name, network, batcher, rows):
    place = {}
    for i, item in enumerate(rows):
        if batcher.length[i] > 0:
            place.setdefault(item["source"], []).append(i)

    def ask(source, head, labelled=None):
        index = [i for i in place[source] if labelled is None or labelled in rows[i]]
        return index, predict(network, batcher, index)[0][head]

    out = {}
    if name in ("tweets", "labelled tweets", "licences"):
        known = {source: count for source, count in calibrate.MOODS.items()
                 if source.removeprefix("dev_") not in GROUPS[name]}
        factor, offset = calibrate.fit_moods(
            lambda index: predict(network, batcher, index)[0]["sentiment"], rows, known)
        index, logits = ask("tweets", "sentiment")
        truth = np.array([int(np.argmax(rows[i]["sentiment"])) for i in index])
        guess = (logits * factor + offset).argmax(1)
        sides = truth != 1
        out["tweets"] = {"rows": len(index), "macro_f1": macro_f1(truth, guess), "two_classes_accuracy":
                         accuracy(truth[sides] == 2, (logits[:, 2] > logits[:, 0])[sides])}
        out["by_words"] = by_length(batcher, index, truth, guess)
    if name in ("reviews", "licences"):
        index, logits = ask("sst2", "sentiment")
        out["reviews"] = {"rows": len(index), "accuracy": accuracy(
            [rows[i]["polarity"] for i in index], logits[:, 2] > logits[:, 0])}
    if name in ("reactions", "licences"):
        for source in ("dbdc3_read", "hwu64_feedback") if name == "reactions" else ():
            index, logits = ask(source, "frustration")
            truth = [rows[i]["frustration"] for i in index]
            out[source] = {"rows": len(index), "auc": auc(truth, logits[:, 0]),
                           "precision_at_recall_0.4": precision_at(truth, logits[:, 0], 0.4)}
        index, logits = ask("dev_convabuse", "abuse")
        truth = [rows[i]["abuse"] for i in index]
        out["convabuse_dev"] = {"rows": len(index), "best_f1": best_f1(truth, logits[:, 0])[0],
                                "auc": auc(truth, logits[:, 0])}
    if name == "licences":
        index, logits = ask("dev_goemotions", "emotion")
        single = [j for j, i in enumerate(index) if max(rows[i]["emotion"]) == 1]
        truth = [int(np.argmax(rows[index[j]]["emotion"])) for j in single]
        out["goemotions_dev"] = {"rows": len(single), "macro_f1": macro_f1(truth, logits[single].argmax(1))}
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True, help="what models/pipeline.py --work left behind")
    parser.add_argument("--only", choices=GROUPS)
    parser.add_argument("--epochs", type=float, default=1.5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with open(Path(options.work) / "cache.pkl", "rb") as file:
        cache = pickle.load(file)
    rows, pairs, corpus = cache["rows"], cache["pairs"], cache["corpus"]
    encoded = dict(np.load(Path(options.work) / "encoded.npz"))
    result = json.loads(SHIPPED.read_text()).get("left_out", {}) if options.only else {}
    for name in [options.only] if options.only else GROUPS:
        known = ("banking77",) if name == "licences" else ("banking77", "sts")
        network, _, batcher = train(
            rows, corpus, [pair for pair in pairs if pair[3] in known], None, encoded, epochs=options.epochs,
            keep=lambda item: item["source"] not in (*GROUPS[name], *UNLABELLED),
            log=lambda line: print(line, file=sys.stderr, flush=True))
        result[name] = {"without": GROUPS[name], **report(name, network, batcher, rows)}
    record({"left_out": result, "left_out_epochs": options.epochs})
    card.main()


if __name__ == "__main__":
    main()
