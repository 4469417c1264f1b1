"""What the deep model would add to answers of the assistant: judged, and found to be nothing.

STAR's development dialogues: what its makers call out of scope is a fallback. Topical-Chat: the next turn
belongs to a question, another one does not."""

import json
import subprocess

import numpy as np

from data import ASSISTANT
from metrics import auc

SURE = {"fallback": 0.90, "refusal": 0.85, "apology": 0.85}  # as in core/signals/answer.cpp
SOURCES = {"star": "outcome/star.dev", "topicalchat": "emotion/topicalchat.valid_freq"}
WORDS, MOST = 4, 1000


def scored(command, pairs):
    """What the core tells of answers to questions, phrases included."""
    feed = "".join(json.dumps({"messages": [{"role": "user", "text": question}, {"role": "assistant", "text": answer}]}) + "\n"
                   for question, answer in pairs)
    done = subprocess.run([command, "score"], input=feed, capture_output=True, text=True, encoding="utf-8", check=True)
    return [json.loads(line)["messages"][1] for line in done.stdout.splitlines()]


def flags(tiers, part, data):
    labels = {turn["text"]: turn.get("label") for item in data.read(SOURCES["star"]) for turn in item["turns"]
              if turn["role"] == "assistant"}
    texts = [{"text": text} for text in labels]
    deep, core = part(tiers.deep(texts)[0], "assistant"), tiers.assistant(texts)
    told = scored(tiers.command, [("hello there", row["text"]) for row in texts])
    truth = np.array([int(label == "out_of_scope") for label in labels.values()])
    added = {name: int(sum((deep[i][at] + core[i][at]) / 2 >= SURE[name] and not event[name] for i, event in enumerate(told)))
             for at, name in enumerate(ASSISTANT) if name in SURE}
    at = ASSISTANT.index("fallback")
    missed = int(sum(not event["fallback"] for event, wanted in zip(told, truth) if wanted))
    return {"rows": len(texts), "fallbacks": int(truth.sum()), "missed_by_core": missed,
            "fallback_auc_deep": auc(truth, deep[:, at]), "added_by_mean": added}


def relevance(tiers, data, name):
    pairs = []
    for item in data.read(SOURCES[name]):
        for one, other in zip(item["turns"], item["turns"][1:]):
            if min(len(one["text"].split()), len(other["text"].split())) >= WORDS and one["role"] != other["role"]:
                pairs.append((one["text"], other["text"]))
    rng = np.random.default_rng(1)
    pairs = [pairs[i] for i in rng.permutation(len(pairs))[:MOST]]
    order = rng.permutation(len(pairs))
    strange = [(pairs[i][0], pairs[j][1]) for i, j in enumerate(order)]
    core = np.array([event["relevance"] or 0 for event in scored(tiers.command, pairs + strange)])
    asked, answers = (tiers.deep([{"text": pair[at]} for pair in pairs])[1] for at in (0, 1))
    deep = np.concatenate([(asked * answers).sum(1), (asked * answers[order]).sum(1)])
    truth = np.repeat([1, 0], len(pairs))
    return {"rows": len(truth), "core": auc(truth, core), "deep": auc(truth, deep)}


def judge(tiers, part, data):
    return {"flags_star": flags(tiers, part, data),
            **{f"relevance_{name}": relevance(tiers, data, name) for name in SOURCES}}
