"""What the shipped file says of texts that no step has seen, beside VADER.

python3 models/unseen.py --data DIR --ratings DIR [--command build/release/undertone] [--model FILE]
"""

import argparse
import html
import os
import re
import sys
from pathlib import Path

import numpy as np

import card
from data import HERE, Data
from evaluate import ask
from metrics import accuracy, auc, macro_f1, record

TALKED = {"happy": 2, "angry": 0, "disgusted": 0, "sad": 0, "fearful": 0, "neutral": 1}
CLEAR = 0.5  # of 4: from here on raters call a text positive or negative
COPIED = 18  # letters in a row that a film review shares with a phrase of SST-2's training set


def snippets(folder, name):
    """(mean rating, text) of what raters read."""
    path = Path(folder) / f"additional_resources/hutto_ICWSM_2014/{name}_GroundTruth.txt"
    parts = [line.split("\t") for line in path.read_text("utf-8", "replace").splitlines()]
    return [(float(rating), html.unescape(text)) for _, rating, text in (part[:3] for part in parts)]


def letters(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def unseen_films(folder, data):
    """Film reviews without a phrase that SST-2 trains on: of its development and test sets."""
    known = {letters(item["text"])[:COPIED] for item in data.read("sentiment/sst2.train")}
    known = {phrase for phrase in known if len(phrase) == COPIED}
    return [(rating, text) for rating, text in snippets(folder, "movieReviewSnippets")
            if not any(letters(text)[i:i + COPIED] in known for i in range(len(letters(text))))]


def compared(rated, positive, negative, guess):
    """Three classes, two classes where raters were clear, and how closely ratings are followed."""
    rating = np.array([one for one, _ in rated])
    truth = np.where(rating <= -CLEAR, 0, np.where(rating >= CLEAR, 2, 1))
    clear = truth != 1
    return {"rows": len(rated), "macro_f1": macro_f1(truth, guess),
            "two_classes_accuracy": accuracy(rating[clear] > 0, (positive > negative)[clear]),
            "correlation": float(np.corrcoef(positive - negative, rating)[0, 1])}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("UNDERTONE_DATA"), required="UNDERTONE_DATA" not in os.environ)
    parser.add_argument("--ratings", help="folder of the sdist vaderSentiment 3.3.2, unpacked", required=True)
    parser.add_argument("--command", default="build/release/undertone")
    parser.add_argument("--model", default=str(HERE / "en/model.bin"))
    options = parser.parse_args()
    data = Data(options.data)
    sys.path.insert(0, options.ratings)
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    vader = SentimentIntensityAnalyzer()

    def scores(texts):
        return np.array([answer.get("sentiment", [0, 1, 0]) for answer in ask(options.command, options.model, texts)])

    out = {}
    for name, rated in (("product reviews", snippets(options.ratings, "amazonReviewSnippets")),
                        ("film reviews", unseen_films(options.ratings, data))):
        own = scores([text for _, text in rated])
        out[name] = compared(rated, own[:, 2], own[:, 0], own.argmax(1))
        compound = np.array([vader.polarity_scores(text)["compound"] for _, text in rated])
        guess = np.where(compound <= -0.05, 0, np.where(compound >= 0.05, 2, 1))
        out[name]["vader"] = compared(rated, compound, np.full(len(rated), -1e-9), guess)
    said = [(TALKED[turn["label"].lower()], turn["text"]) for split in ("freq", "rare")
            for item in data.read(f"emotion/topicalchat.valid_{split}") for turn in item["turns"]
            if turn["label"].lower() in TALKED]
    truth = np.array([label for label, _ in said])
    own = scores([text for _, text in said])
    sides = truth != 1
    out["Topical-Chat"] = {"rows": len(said), "macro_f1": macro_f1(truth, own.argmax(1)),
                           "two_classes_auc": auc(truth[sides] // 2, (own[:, 2] - own[:, 0])[sides])}
    print(out)
    if Path(options.model).resolve() == HERE / "en/model.bin":
        record({"unseen": out})
        card.main()


if __name__ == "__main__":
    main()
