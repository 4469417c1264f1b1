"""Step 1: rows, pairs and their features into one cache file."""

import pickle
import random
from pathlib import Path

import numpy as np

from data import HERE, SENTIMENT, Data, all_rows, emotions, one_hot, reactions, row
from features import extract
from memory import keys_of
from valence import rated_words, rows_of
from widen import widened


def dev_rows(folder):
    """Development splits of sources that training also knows; never trained on."""
    data = Data(folder)
    rows = [dict(item, source="dev_goemotions") for item in emotions(data, "dev")]
    rows += [dict(item, source="dev_hwu64") for item in reactions(data, "dev")]
    rows += [row(item["text"], "dev_tweets", sentiment=one_hot(SENTIMENT.index(item["label"]), 3))
             for item in data.read("sentiment/xlmt_multilingual.val") if item["lang"] == "english"]
    rows += [row(item["text"], "dev_convabuse", abuse=int(item["label"] != "ok"))
             for item in data.read("toxicity/convabuse.dev")]
    return rows


def same_intents(data, most=40, seed=13):
    """Two ways to ask for the same: pairs of requests of one intent, and of two intents."""
    rng = random.Random(seed)
    pairs = []
    for name in ("intent/clinc150.train", "intent/human_handoff.train"):
        asked = {}
        for item in data.read(name):
            intent = item.get("intent", item["label"])
            if intent != "oos":
                asked.setdefault(intent, set()).add(item["text"])
        asked = {intent: sorted(texts) for intent, texts in sorted(asked.items())}
        for texts in asked.values():
            for _ in range(most):
                pairs.append((rng.choice(texts), rng.choice(texts), 1.0, "intents"))
                pairs.append((rng.choice(texts), rng.choice(rng.choice(list(asked.values()))), 0.0, "intents"))
    return pairs


def pair_rows(folder):
    """Pairs of user messages: (a, b, label or score in [0, 1], source)."""
    data = Data(folder)
    pairs = [(item["a"], item["b"], float(item["label"]), "banking77")
             for item in data.read("rephrase/banking77_pairs.train")]
    pairs += [(item["a"], item["b"], float(item["label"]), "mqp")
              for item in data.read("rephrase/mqp.train")]
    pairs += [(item["a"], item["b"], item["score"] / 5, "sts")
              for item in data.read("rephrase/sts.train") if item.get("score") is not None]
    pairs += [(item["a"], item["b"], 0.0, "cast")
              for item in data.read("rephrase/cast_followups.train")]
    pairs += same_intents(data)
    mined = data.read("rephrase/dialog_candidates.unlabelled")
    for line in (HERE / "en/labels/rephrase.tsv").read_text().splitlines():
        if not line.startswith("#"):
            index, label = line.split("\t")
            item = mined[int(index)]
            pairs.append((item["a"], item["b"], float(label), "read"))
    return pairs


def unlabelled_rows(folder, most=24000):
    """What users and assistants of task dialogues say, for the sentence space alone."""
    data = Data(folder)
    said = [(turn["role"], turn["text"]) for name in ("unlabelled/taskmaster4.train", "outcome/star.train")
            for item in data.read(name) for turn in item["turns"] if turn["text"].strip()]
    texts = sorted({(role, text) for role, text in said if len(text.split()) > 2})
    random.Random(11).shuffle(texts)
    rows = [row(text, "talk", role) for role, text in texts[:most]]
    mined = data.read("rephrase/dialog_candidates.unlabelled")
    return rows + [row(text, "talk") for text in sorted({item[k] for item in mined for k in "ab"})]


def prepare(folder, ratings, command, cache, seed=7):
    """Rows, pairs of rows, features; the features of the last run if its texts were the same."""
    rated, rated_dev = rows_of(ratings)
    rows = all_rows(folder, seed) + rated
    rows += widened(rows, rated_words(ratings)) + dev_rows(folder) + rated_dev
    pairs = pair_rows(folder)
    texts = sorted({text for pair in pairs for text in pair[:2]})
    first = len(rows)
    rows += [row(text, "pairs") for text in texts]
    place = {text: first + i for i, text in enumerate(texts)}
    rows += unlabelled_rows(folder)
    pairs = [(place[a], place[b], label, source) for a, b, label, source in pairs]
    texts = keys_of(f"{item['role']} {item['text']}" for item in rows)
    last = pickle.loads(Path(cache).read_bytes()) if Path(cache).exists() else {}
    corpus = last["corpus"] if np.array_equal(last.get("texts"), texts) else extract(command, rows)
    Path(cache).parent.mkdir(parents=True, exist_ok=True)
    with open(cache, "wb") as out:
        pickle.dump({"rows": rows, "pairs": pairs, "corpus": corpus, "texts": texts}, out, protocol=5)
    return rows, pairs, corpus
