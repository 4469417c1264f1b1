"""What the product says of dialogues, phrases and context included: `undertone score`, not the network alone.

python3 models/dialogues.py --data DIR [--command build/release/undertone] [--model FILE]
"""

import argparse
import json
import os
import subprocess
from pathlib import Path

import card
from data import HERE, Data
from metrics import auc, precision_at, record

# People who talk about films, sports and facts, with nothing to complain about.
PLAIN = ("frustration/uss_ccpe.train", "frustration/uss_redial.train", "emotion/topicalchat.valid_rare")


def score(command, model, dialogues):
    """For each dialogue what is said of its messages."""
    feed = "".join(json.dumps({"id": str(i), "messages": [{"role": role, "text": text or " "} for role, text in turns]}) + "\n"
                   for i, turns in enumerate(dialogues))
    done = subprocess.run([command, "score", "--model", model], input=feed, capture_output=True, text=True,
                          encoding="utf-8", check=True)
    return [json.loads(line)["messages"] for line in done.stdout.splitlines()]


def reactions(command, model, data):
    """Turns after a breakdown that were read by hand (en/labels/frustration.tsv), each in its dialogue."""
    turns = {item["id"]: item["turns"] for item in data.read("breakdown/dbdc3_en.train")}
    labels = {}
    for line in (HERE / "en/labels/frustration.tsv").read_text().splitlines():
        if not line.startswith("#"):
            dialogue, index, label = line.split("\t")
            labels.setdefault(dialogue, {})[int(index)] = int(label)
    said = score(command, model, [[(turn["role"], turn["text"]) for turn in turns[name]] for name in labels])
    rows = [(label, messages[index]["frustration"]) for messages, own in zip(said, labels.values())
            for index, label in own.items()]
    truth = [label for label, _ in rows]
    value = [found["score"] or 0 for _, found in rows]
    hits = [label for label, found in rows if found["label"] in ("mild", "strong")]
    return {"rows": len(rows), "frustrated": sum(truth), "auc": auc(truth, value),
            "precision_at_recall_0.4": precision_at(truth, value, 0.4),
            "labelled": len(hits), "precision": sum(hits) / len(hits), "recall": sum(hits) / sum(truth)}


def plain(command, model, data):
    """Turns that are called frustrated where people only talk, of a thousand."""
    dialogues = []
    for name in PLAIN:
        for item in data.read(name):
            roles = [turn.get("role", ("user", "assistant")[i % 2]) for i, turn in enumerate(item["turns"])]
            dialogues.append([(role, turn["text"]) for role, turn in zip(roles, item["turns"])
                              if role in ("user", "assistant")])
    found = [message["frustration"]["label"] for messages in score(command, model, dialogues)
             for message in messages if "frustration" in message]
    return {"turns": len(found), "mild_per_1000": 1000 * found.count("mild") / len(found),
            "strong_per_1000": 1000 * found.count("strong") / len(found)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=os.environ.get("UNDERTONE_DATA"), required="UNDERTONE_DATA" not in os.environ)
    parser.add_argument("--command", default="build/release/undertone")
    parser.add_argument("--model", default=str(HERE / "en/model.bin"))
    options = parser.parse_args()
    data = Data(options.data)
    out = {"read_by_hand": reactions(options.command, options.model, data),
           "plain": plain(options.command, options.model, data)}
    print(json.dumps(out, indent=2))
    if Path(options.model).resolve() == HERE / "en/model.bin":
        record({"product": out})
        card.main()


if __name__ == "__main__":
    main()
