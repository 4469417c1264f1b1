"""Step 7: what the file says of sources that no step has seen, and of development sets, beside what the
core tier says of the same texts. All of it on model outputs, before the rules of core/signals."""

import json
import subprocess

import numpy as np

import answers
from calibrate import expected_error
from data import ASSISTANT, GO, SENTIMENT, Data
from metrics import accuracy, auc, best_f1, macro_f1, precision_at
from network import HEADS
from onnx_file import ask
from unseen import compared, snippets, unseen_films
from wordpieces import ask as split

# Topical-Chat's moods as ours; the curious and the surprised are left out.
MOODS = {"angry": 0, "disgusted": 0, "fearful": 0, "sad": 0, "neutral": 1, "happy": 2}


def part(scores, name):
    at = 0
    for head, size in HEADS.items():
        if head == name:
            return scores[:, at:at + size]
        at += size
    raise KeyError(name)


class Tiers:
    """Both tiers, asked the same."""

    def __init__(self, command, running, vocabulary, core):
        self.command, self.running, self.vocabulary, self.core = command, running, str(vocabulary), core

    def deep(self, rows):
        ids = split(self.command, rows, self.vocabulary)
        found = [ask(self.running, np.array([one])) for one in ids]
        return np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])

    def plain(self, rows, head):
        """The core's words; where it knows none, the middle."""
        feed = "".join(json.dumps({"text": row["text"], "role": "user"}) + "\n" for row in rows)
        done = subprocess.run([self.command, "model", self.core], input=feed, capture_output=True, text=True,
                              encoding="utf-8", check=True)
        size = HEADS[head]
        middle = [0, 1, 0] if head == "sentiment" else [1] + [0] * (size - 1) if size > 1 else 0
        return np.array([json.loads(line).get(head, middle) for line in done.stdout.splitlines()])


    def assistant(self, rows):
        """What the core's file says of answers, before any phrase."""
        feed = "".join(json.dumps({"text": row["text"], "role": "assistant"}) + "\n" for row in rows)
        done = subprocess.run([self.command, "model", self.core], input=feed, capture_output=True, text=True,
                              encoding="utf-8", check=True)
        names = [{"offered": "handoff_offered", "done": "handoff_done"}.get(name, name) for name in ASSISTANT]
        return np.array([[said.get(name, 0) for name in names] for said in map(json.loads, done.stdout.splitlines())])


def sentiment(scores, truth):
    sides = truth != 1
    return {"macro_f1": macro_f1(truth, scores.argmax(1)),
            "two_classes_accuracy": accuracy(truth[sides] == 2, (scores[:, 2] > scores[:, 0])[sides])}


def topical(data):
    rows, truth = [], []
    for name in ("emotion/topicalchat.valid_freq", "emotion/topicalchat.valid_rare"):
        for item in data.read(name):
            for turn in item["turns"]:
                if turn.get("label") in MOODS:
                    rows.append({"text": turn["text"]})
                    truth.append(MOODS[turn["label"]])
    pick = np.random.default_rng(5).permutation(len(rows))[:4000]
    return [rows[i] for i in pick], np.array(truth)[pick]


def dialogues(data, labels):
    """The turns read by hand, with what was said before them."""
    turns = {item["id"]: item["turns"] for item in data.read("breakdown/dbdc3_en.train")}
    rows, truth = [], []
    for line in labels.read_text().splitlines():
        if line.startswith("#"):
            continue
        dialogue, index, label = line.split("\t")
        own, at = turns[dialogue], int(index)
        row = {"text": own[at]["text"]}
        if at > 0:
            row["answer"] = own[at - 1]["text"]
        if at > 1:
            row["earlier"] = own[at - 2]["text"]
        rows.append(row)
        truth.append(int(label))
    return rows, np.array(truth)


def pairs_of(held, rows, source, most=1000):
    own = [(rows[a]["text"], rows[b]["text"], float(label)) for a, b, label, name in held if name == source]
    if len(own) > most:
        own = [own[i] for i in np.random.default_rng(3).permutation(len(own))[:most]]
    return own


def cosines(tiers, pairs):
    a = tiers.deep([{"text": one} for one, _, _ in pairs])[1]
    b = tiers.deep([{"text": two} for _, two, _ in pairs])[1]
    return (a * b).sum(1)


def same_as(tiers, pairs):
    feed = "".join(json.dumps({"a": a, "b": b}) + "\n" for a, b, _ in pairs)
    done = subprocess.run([tiers.command, "similar"], input=feed, capture_output=True, text=True,
                          encoding="utf-8", check=True)
    return np.array([json.loads(line)["score"] for line in done.stdout.splitlines()])


def both(deep, core, measure):
    return {"deep": measure(deep), "core": measure(core)}


def joined(deep, core, measure):
    """Also what the deep tier tells: the mean of both (core/analyzer.cpp)."""
    return {"tier": measure((deep + core) / 2), **both(deep, core, measure)}


def rated_reviews(ratings, data):
    return {"unseen_products": snippets(ratings, "amazonReviewSnippets"), "unseen_films": unseen_films(ratings, data)}


def rated(scores, reviews):
    found = compared(reviews, scores[:, 2], scores[:, 0], scores.argmax(1))
    return {name: found[name] for name in ("macro_f1", "two_classes_accuracy")}


def judge(tiers, folder, ratings, labels, held, rows):
    data, out = Data(folder), {}
    texts, truth = topical(data)
    scores = part(tiers.deep(texts)[0], "sentiment"), tiers.plain(texts, "sentiment")
    out["unseen_topicalchat"] = {"rows": len(truth), **joined(*scores, lambda one: sentiment(one, truth))}
    for name, reviews in rated_reviews(ratings, data).items():
        texts = [{"text": text} for _, text in reviews]
        scores = part(tiers.deep(texts)[0], "sentiment"), tiers.plain(texts, "sentiment")
        out[name] = {"rows": len(reviews), **joined(*scores, lambda one: rated(one, reviews))}
    texts, truth = dialogues(data, labels)
    found = part(tiers.deep(texts)[0], "frustration")[:, 0]
    alone = part(tiers.deep([{"text": row["text"]} for row in texts])[0], "frustration")[:, 0]
    out["unseen_dbdc3_frustration"] = {
        "rows": len(truth), "deep": {"auc": auc(truth, found), "auc_without_context": auc(truth, alone),
                                     "precision_at_recall_0.4": precision_at(truth, found, 0.4)}}
    for source in ("read", "mqp", "banking77"):
        own = pairs_of(held, rows, source)
        same = np.array([label > 0.6 for _, _, label in own], int)
        out[f"pairs_{source}"] = {"rows": len(own), **both(
            cosines(tiers, own), same_as(tiers, own),
            lambda one: {"auc": auc(same, one), "best_f1": best_f1(same, one)[0]})}
    items = [i for i in data.read("sentiment/xlmt_multilingual.val") if i["lang"] == "english"]
    truth = np.array([SENTIMENT.index(i["label"]) for i in items])
    deep = part(tiers.deep(items)[0], "sentiment")
    out["known_tweets_dev"] = {"rows": len(items), **joined(
        deep, tiers.plain(items, "sentiment"), lambda one: sentiment(one, truth))}
    out["known_tweets_dev"]["calibration_error"] = expected_error(
        deep.max(1), deep.argmax(1) == truth)[0]
    items = [i for i in data.read("emotion/goemotions.dev") if len({GO[n] for n in i["label"]}) == 1]
    truth = np.array([GO[i["label"][0]] for i in items])
    out["known_goemotions_dev"] = {"rows": len(items), **joined(
        part(tiers.deep(items)[0], "emotion"), tiers.plain(items, "emotion"),
        lambda one: {"macro_f1": macro_f1(truth, one.argmax(1))})}
    items = data.read("toxicity/convabuse.dev")
    truth = np.array([int(i["label"] != "ok") for i in items])
    told = [{"text": i["text"], "answer": i["context"][-1], "earlier": i["context"][-2]}
            if len(i["context"]) >= 2 else {"text": i["text"]} for i in items]
    out["known_convabuse_dev"] = {"rows": len(items), **joined(
        part(tiers.deep(told)[0], "abuse")[:, 0], tiers.plain(items, "abuse"),
        lambda one: {"auc": auc(truth, one), "best_f1": best_f1(truth, one)[0]})}
    items = data.read("intent/clinc150.dev")[:1500] + data.read("intent/multidogo.dev")[:1500]
    scores = part(tiers.deep(items)[0], "frustration")[:, 0], tiers.plain(items, "frustration")
    out["false_alarms_plain"] = {"rows": len(items), **joined(
        *scores, lambda one: {"frustration_over_0.5": int((one > 0.5).sum()),
                              "frustration_over_0.8": int((one > 0.8).sum())})}
    out["answers"] = answers.judge(tiers, part, data)
    return out
