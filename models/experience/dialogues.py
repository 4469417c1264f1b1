"""Labelled dialogues of DATA as lines for `undertone score`.

    python3 models/experience/dialogues.py star.dev --data DATA > dialogues.jsonl

Sets: star.train, star.dev, dbdc (breakdown), uss_mwoz, uss_sgd, uss_redial, uss_ccpe. The verdict goes
into `attributes`, which the command passes through: satisfied (1 / 0, absent = not said), annoyed.
"""

import argparse
import gzip
import json
import os
import sys
from pathlib import Path

FILES = {
    "star.train": "outcome/star.train",
    "star.dev": "outcome/star.dev",
    "dbdc": "breakdown/dbdc3_en.train",
    "uss_mwoz": "frustration/uss_mwoz.train",
    "uss_sgd": "frustration/uss_sgd.train",
    "uss_redial": "frustration/uss_redial.train",
    "uss_ccpe": "frustration/uss_ccpe.train",
}

# Means of raters that count as satisfied and as not; what lies between tells nothing sure.
USS_SATISFIED, USS_DISSATISFIED = 3.2, 2.8
DBDC_FINE, DBDC_BROKEN = 0.25, 0.55


def star_verdict(row):
    verdict = {}
    if row["outcome"] in ("resolved", "unresolved"):
        verdict["satisfied"] = int(row["outcome"] == "resolved")
    if row.get("user_annoyed") is not None:
        verdict["annoyed"] = int(row["user_annoyed"])
    return verdict


def dbdc_verdict(row):
    """Share of the raters' "breakdown" over all rated answers."""
    broken = [turn["p"]["X"] for turn in row["turns"] if "p" in turn]
    mean = sum(broken) / len(broken) if broken else 0.4
    return between(1 - mean, 1 - DBDC_FINE, 1 - DBDC_BROKEN)


def uss_verdict(row):
    ratings = row.get("overall") or []
    if not ratings:
        return {}
    return between(sum(ratings) / len(ratings), USS_SATISFIED, USS_DISSATISFIED)


def between(value, satisfied, dissatisfied):
    if value >= satisfied:
        return {"satisfied": 1}
    if value <= dissatisfied:
        return {"satisfied": 0}
    return {}


def verdict(name, row):
    if name.startswith("star"):
        return star_verdict(row)
    return dbdc_verdict(row) if name == "dbdc" else uss_verdict(row)


def dialogues(name, data):
    """Yields the input rows of one set."""
    path = Path(data) / f"{FILES[name]}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            messages = [{"role": turn["role"], "text": turn["text"]} for turn in row["turns"]]
            yield {"id": row["id"], "messages": messages, "attributes": verdict(name, row)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("set", choices=sorted(FILES))
    parser.add_argument("--data", default=os.environ.get("UNDERTONE_DATA"), required=False)
    args = parser.parse_args()
    if not args.data:
        parser.error("--data or UNDERTONE_DATA is needed")
    for row in dialogues(args.set, args.data):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
