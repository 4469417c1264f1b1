"""How good the language guess of the core is on texts it was not trained on: writes metrics.json.

    python models/langid/evaluate.py --data DIR [--more FILE.jsonl]

`--more`: rows {"text", "label"} of another source, to see how it does where nothing was tuned.
"""

import argparse
import collections
import json
import pathlib

import data as sources
from core import Core

# Judged on these twenty; the others are in the metrics as "all".
TWENTY = set(sources.MAIN) | {"zh"}


def summary(rows, guesses):
    """Shares over rows (text, label, source, fold) of one source."""
    count = len(rows)
    right = sum(guess[0] == row[1] for row, guess in zip(rows, guesses))
    reliable = [(row, guess) for row, guess in zip(rows, guesses) if guess[2]]
    right_reliable = sum(guess[0] == row[1] for row, guess in reliable)
    return {
        "texts": count,
        "accuracy": round(right / count, 3),
        "und": round(sum(guess[0] == "und" for guess in guesses) / count, 3),
        "reliable": round(len(reliable) / count, 3),
        "accuracy_of_reliable": round(right_reliable / max(len(reliable), 1), 4),
    }


def by_source(rows, guesses, languages=None):
    groups = collections.defaultdict(list)
    for row, guess in zip(rows, guesses):
        if languages is None or row[1] in languages:
            groups[row[2]].append((row, guess))
    return {source: summary(*zip(*pairs)) for source, pairs in sorted(groups.items())}


def calibration(rows, guesses):
    """Guessed probability and share right, in tenths of probability."""
    bins = collections.defaultdict(list)
    for row, (lang, probability, _) in zip(rows, guesses):
        if lang != "und":
            bins[min(int(probability * 10), 9)].append((probability, lang == row[1]))
    return [[round(sum(column) / len(pairs), 2) for column in zip(*pairs)]
            for _, pairs in sorted(bins.items())]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--more", type=pathlib.Path)
    opt = parser.parse_args()
    # The development fold chose sizes and thresholds; fold 0 nothing at all.
    rows = [row for row in sources.load(opt.data, only_ours=False) if row[3] == 0]
    if opt.more:
        for line in opt.more.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows.append((row["text"], row["label"], opt.more.stem, 0))
    guesses = Core().guess([row[0] for row in rows])
    metrics = {
        "twenty_languages": by_source(rows, guesses, TWENTY),
        "all_languages": by_source(rows, guesses),
        "calibration": calibration(rows, guesses),
    }
    path = pathlib.Path(__file__).parent / "metrics.json"
    path.write_text(json.dumps(metrics, indent=2) + "\n")
    print(json.dumps(metrics, indent=1))


if __name__ == "__main__":
    main()
