"""How the network does on sources that it was trained without (and without a teacher, who knows them).

python3 models/leave_out.py --data DIR --work DIR [--only NAME]
"""

import argparse
import json
import os
import pickle
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

import calibrate
import card
import dialogues
from data import Data
from memory import key_of
from metrics import SHIPPED, accuracy, auc, best_f1, macro_f1, precision_at, record, rounded
from pipeline import export_model, split_pairs
from train import predict, train

GROUPS = {"tweets": ("tweets", "offensive", "davidson", "rated_tweets"),
          "labelled tweets": ("tweets", "offensive", "davidson"),
          "reactions": ("dbdc3_read", "hwu64_feedback", "convabuse"),
          "reviews": ("sst2",),
          # What is left is clearly licensed; pairs of sts are left out with it.
          "licences": ("emocontext", "sst2", "tweets", "offensive", "davidson", "xstest")}
UNLABELLED = ("widened", "widened_words")  # only the teacher says anything of them
SENTENCES = "sentences of reviews"  # a tenth of SST-2's whole sentences, and every phrase of theirs
WHOLE, RUN = 12, 4  # words from which on a row counts as a sentence; words in a row that only a phrase of it shares
LENGTHS = ((1, 4), (5, 9), (10, 19), (20, 999))


def words_of(item):
    return re.findall(r"[a-z0-9']+", item["text"].lower())


def runs(words, size):
    return {tuple(words[i:i + size]) for i in range(len(words) - size + 1)}


def split_sentences(rows):
    """(rows of whole sentences to test on, rows that training must not see: those and all that share words with them)."""
    own = [(i, words_of(item)) for i, item in enumerate(rows) if item["source"] == "sst2"]
    tested = [i for i, words in own if len(words) >= WHOLE and key_of(rows[i]["text"]) % 10 == 0]
    sizes = range(1, RUN + 1)
    known = {size: set().union(*(runs(words_of(rows[i]), size) for i in tested)) for size in sizes}
    hidden = {i for i, words in own if words and runs(words, min(RUN, len(words))) & known[min(RUN, len(words))]}
    return tested, hidden | set(tested)


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


def on_sentences(tested, network, batcher, rows):
    logits = predict(network, batcher, tested)[0]["sentiment"]
    return {"rows": len(tested), "accuracy": accuracy([rows[i]["polarity"] for i in tested], logits[:, 2] > logits[:, 0])}


def in_dialogues(options, network, vocabulary, batcher, rows, pairs, corpus):
    """What the product would say with this network."""
    with tempfile.TemporaryDirectory() as scratch:
        options.output, options.version = f"{scratch}/model.bin", 0
        export_model(options, network, vocabulary, batcher, rows, corpus, split_pairs(pairs, rows)[1])
        return dialogues.reactions(options.command, options.output, Data(options.data))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("UNDERTONE_DATA"), required="UNDERTONE_DATA" not in os.environ)
    parser.add_argument("--command", default="build/release/undertone")
    parser.add_argument("--work", required=True, help="what models/pipeline.py --work left behind")
    parser.add_argument("--only", choices=(*GROUPS, SENTENCES))
    parser.add_argument("--epochs", type=float, default=1.5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with open(Path(options.work) / "cache.pkl", "rb") as file:
        cache = pickle.load(file)
    rows, pairs, corpus = cache["rows"], cache["pairs"], cache["corpus"]
    encoded = dict(np.load(Path(options.work) / "encoded.npz"))
    result = json.loads(SHIPPED.read_text()).get("left_out", {}) if options.only else {}
    tested, hidden = split_sentences(rows)
    for i in hidden:
        rows[i]["hidden"] = True
    for name in [options.only] if options.only else (*GROUPS, SENTENCES):
        known = ("banking77",) if name == "licences" else ("banking77", "sts")

        def keep(item):
            return item["source"] not in UNLABELLED and not (
                item.get("hidden") if name == SENTENCES else item["source"] in GROUPS[name])

        network, vocabulary, batcher = train(
            rows, corpus, [pair for pair in pairs if pair[3] in known], None, encoded, epochs=options.epochs,
            keep=keep, log=lambda line: print(line, file=sys.stderr, flush=True))
        if name == SENTENCES:
            result[name] = {"without": [f"{len(hidden)} rows of sst2"], "sentences": on_sentences(tested, network, batcher, rows)}
        else:
            result[name] = {"without": GROUPS[name], **report(name, network, batcher, rows)}
        if name == "reactions":
            result[name]["dialogues"] = in_dialogues(options, network, vocabulary, batcher, rows, pairs, corpus)
        print(name, json.dumps(rounded(result[name])), flush=True)
    record({"left_out": result, "left_out_epochs": options.epochs})
    card.main()


if __name__ == "__main__":
    main()
