"""Reads the sets of the data folder and gives every row the labels that its source supports."""

import gzip
import json
import random
import re
from pathlib import Path

from examples import read_examples
from memory import key_of

HERE = Path(__file__).parent

SENTIMENT = ["negative", "neutral", "positive"]
EMOTION = ["neutral", "joy", "gratitude", "anger", "sadness", "fear", "confusion", "disappointment"]
FEEDBACK = ["none", "positive", "correction", "correction_with_fix", "clarification", "challenge"]
ACT = ["other", "question", "request", "statement", "answer", "thanks", "greeting", "goodbye",
       "affirm", "deny", "escalate", "cancel", "abuse"]
ASSISTANT = ["fallback", "refusal", "apology", "offered", "done"]

# SIGNALS section 1: how GoEmotions' 27 become ours.
GO_GROUPS = {
    "neutral": "neutral",
    "gratitude": "gratitude",
    "disappointment": "disappointment disapproval",
    "joy": "joy amusement excitement love optimism pride relief admiration approval caring desire",
    "anger": "anger annoyance disgust",
    "sadness": "sadness grief remorse",
    "fear": "fear nervousness embarrassment",
    "confusion": "confusion curiosity realization surprise",
}
GO = {fine: EMOTION.index(group) for group, names in GO_GROUPS.items() for fine in names.split()}
SGD_ACT = {"THANK_YOU": "thanks", "GOODBYE": "goodbye", "AFFIRM": "affirm", "AFFIRM_INTENT": "affirm",
           "NEGATE": "deny", "NEGATE_INTENT": "deny", "REQUEST": "question",
           "INFORM_INTENT": "request", "REQUEST_ALTS": "request", "INFORM": "answer"}
DOGO_ACT = {"openinggreeting": "greeting", "thankyou": "thanks", "confirmation": "affirm",
            "rejection": "deny", "closinggreeting": "goodbye", "contentonly": "answer"}
# Loss, theft and what failed are bad news; other requests express nothing (SIGNALS section 7).
BAD_NEWS = re.compile(r"declin|lost|stolen|compromis|not_recognised|charged_twice|wrong_amount|fraud|damaged|"
                      r"blocked|swallow|failed|not_working|extra_charge|lostcard|broken|dispute|luggage")
UNCLEAR_MOOD = re.compile(r"^(oos|outofdomain|complaint|review|payment_issue|rejection|maybe|no|yes|confirmation|"
                          r"request_refund|refund.*|.*not_received.*|.*not_updated.*|.*reverted.*|closinggreeting)$", re.I)
QUESTION = re.compile(r"^(what|who|whom|whose|how|when|where|why|which|is|are|am|was|were|do|does|did|"
                      r"will|would it|should|has|have you|can i|may i|could i)\b", re.I)
GIVES_UP = re.compile(r"\b(understand|understood|sorry|know|repeat|rephrase|mean|what|huh|pardon)\b|^.{0,3}$", re.I)
WISH = re.compile(r"\b(i (want|need|would like|wanna)|i'd like|id like|please|can you|could you|"
                  r"would you|help me)\b", re.I)


class Data:
    def __init__(self, folder):
        self.folder = Path(folder)

    def read(self, name):
        with gzip.open(self.folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]


def row(text, source, role="user", weight=1.0, **labels):
    return {"text": text, "source": source, "role": role, "weight": weight, **labels}


def one_hot(index, size):
    return [1.0 if i == index else 0.0 for i in range(size)]


def guess_act(text, imperative):
    """Question, request or statement, by form; good enough for whole data sets."""
    if WISH.search(text):
        return "request"
    if text.rstrip().endswith("?") or QUESTION.match(text):
        return "question"
    return "request" if imperative else "statement"


def mood(intent):
    """What a request of this intent expresses, in labels `mood` (sentiment) and perhaps `emotion`."""
    if UNCLEAR_MOOD.match(intent):
        return {}
    if intent in ("thank_you", "thankyou"):
        return {"mood": [0.0, 0.1, 0.9]}
    return {"mood": [0.7, 0.3, 0.0]} if BAD_NEWS.search(intent) else {"mood": [0.03, 0.95, 0.02]}


def emotions(data, split="train"):
    rows = []
    for item in data.read(f"emotion/goemotions.{split}"):
        target = [0.0] * 8
        for label in item["label"]:
            target[GO[label]] += 1 / len(item["label"])
        labels = {"emotion": target}
        kinds = [name for name in item["sentiment"] if name in SENTIMENT]
        if kinds:
            labels["sentiment"] = [kinds.count(name) / len(kinds) for name in SENTIMENT]
        if not {"anger", "annoyance", "disapproval", "disappointment", "disgust"} & set(item["label"]):
            labels["frustration"] = 0
        labels["act"] = ACT.index("question" if item["text"].endswith("?") else "statement")
        rows.append(row(item["text"], "goemotions", **labels))
    return rows


def sentiments(data):
    rows = []
    for item in data.read("sentiment/sst2.train"):
        if len(item["text"].split()) >= 3:
            rows.append(row(item["text"], "sst2", polarity=1 if item["label"] == "positive" else 0))
    for item in data.read("sentiment/xlmt_multilingual.train"):
        if item["lang"] == "english":
            rows.append(row(item["text"], "tweets",
                            sentiment=one_hot(SENTIMENT.index(item["label"]), 3)))
    return rows


def anger(data):
    rows = []
    kinds = {"others": 0, "angry": 1, "sad": 2, "happy": 3}
    for item in data.read("emotion/emocontext.train"):
        kind = kinds[item["label"]]
        rows.append(row(item["text"], "emocontext", emocontext=kind,
                        frustration=1 if kind == 1 else 0))
    for item in data.read("toxicity/convabuse.train"):
        bad = item["label"] != "ok"
        labels = {"abuse": int(bad)}
        if bad and "system" in item["target"]:
            labels["act"] = ACT.index("abuse")
            labels["frustration"] = 1
        rows.append(row(item["text"], "convabuse", **labels))
    for name, source in (("tweeteval_offensive", "offensive"), ("davidson", "davidson")):
        for item in data.read(f"toxicity/{name}.train"):
            rows.append(row(item["text"], source,
                            offensive=0 if item["label"] in ("not-offensive", "neither") else 1))
    return rows


def reactions(data, split="train"):
    """What users say to an assistant: hwu64_feedback."""
    rows = []
    for item in data.read(f"frustration/hwu64_feedback.{split}"):
        kind = item["label"]
        labels = {"frustration": 0, "abuse": 0, "feedback": 0}
        if kind == "other":
            labels.update(mood("request"))
            labels["act"] = ACT.index(guess_act(item["text"], True))
        elif kind == "affirm":
            labels["act"] = ACT.index("affirm")
        elif kind == "praise":
            labels["feedback"] = FEEDBACK.index("positive")
        elif kind == "says_bot_wrong":
            labels.update(feedback=FEEDBACK.index("correction"), frustration=1)
        elif kind == "did_not_understand_bot":
            labels.update(feedback=FEEDBACK.index("clarification"))
        elif kind == "stop":
            labels["act"] = ACT.index("cancel")
        else:
            del labels["feedback"]
        rows.append(row(item["text"], "hwu64" if kind == "other" else "hwu64_feedback", **labels))
    return rows


def intents(data):
    rows = []
    for name, imperative in (("banking77", False), ("clinc150", True), ("snips", True)):
        for item in data.read(f"intent/{name}.train"):
            intent = item.get("intent", item.get("label", ""))
            rows.append(row(item["text"], name, frustration=0, abuse=0, feedback=0,
                            act=ACT.index(guess_act(item["text"], imperative)), **mood(intent)))
    for item in data.read("intent/human_handoff.train"):
        labels = {"abuse": 0}
        if item["label"] == 1:
            labels["act"] = ACT.index("escalate")
        elif item["intent"] not in ("contact_customer_service", "complaint", "review"):
            labels.update(act=ACT.index(guess_act(item["text"], True)), frustration=0, feedback=0,
                          **mood(item["intent"]))
        rows.append(row(item["text"], "handoff" if item["label"] == 1 else "bitext", **labels))
    for item in data.read("intent/multidogo.train"):
        size = len(item["text"].split())
        kind = DOGO_ACT.get(item["label"][0])
        labels = {"frustration": 0, "abuse": 0}
        if len(item["label"]) == 1:
            labels.update(mood(item["label"][0]))
        if len(item["label"]) == 1 and kind and size <= (12 if kind == "answer" else 5):
            labels["act"] = ACT.index(kind)
            if kind == "answer":
                labels["feedback"] = 0
        elif not kind and size >= 4 and item["label"][0] != "outofdomain":
            labels.update(act=ACT.index(guess_act(item["text"], True)), feedback=0)
        rows.append(row(item["text"], "multidogo", **labels))
    for item in data.read("dialogue_act/sgd_user.train"):
        labels = {"frustration": 0, "abuse": 0}
        kinds = {SGD_ACT[name] for name in item["label"] if name in SGD_ACT}
        if kinds and kinds <= {"question", "request", "answer"}:
            labels.update(mood("request"))
        if kinds == {"thanks", "goodbye"}:
            kinds = {"thanks"}
        if len(kinds) == 1 and len(kinds) == len(item["label"]):
            labels["act"] = ACT.index(kinds.pop())
        rows.append(row(item["text"], "sgd", **labels))
    return rows


def answers(data):
    """What assistants say."""
    rows = []
    for item in data.read("fallback/star.train"):
        labels = {"fallback": int(item["label"] == "fallback"), "refusal": 0}
        rows.append(row(item["text"], "star_answers", "assistant", **labels))
    for item in data.read("fallback/sgd_failure.train"):
        rows.append(row(item["text"], "sgd_answers", "assistant", fallback=0, refusal=0, done=0))
    for item in data.read("refusal/xstest.train"):
        if item["label"] != "partial":
            rows.append(row(item["text"], "xstest", "assistant", refusal=int(item["label"] == "refuse")))
    # Small talk that bots get right, and what they say to others: no answer of these gives up.
    plain = [turn["text"] for item in data.read("breakdown/dbdc3_en.train") for turn in item["turns"]
             if turn["role"] == "assistant" and turn.get("label") == "O"]
    plain += [item["context"][1] for item in data.read("emotion/emocontext.train")[:4000]]
    rows += [row(text, "chat_answers", "assistant", fallback=0, refusal=0, offered=0, done=0)
             for text in plain if not GIVES_UP.search(text)]
    return rows


def own_examples(most, seed):
    rows = []
    for name in ("frustration", "acts", "opinions", "reviews", "tweets"):
        for labels, text in read_examples(HERE / f"en/examples/{name}.txt", most, seed):
            out = {}
            if "f" in labels:
                out["frustration"] = float(labels["f"])
                if "a" in labels or out["frustration"] == 0:  # a complaint may well be abuse
                    out["abuse"] = int(labels.get("a", 0))
            if "s" in labels:
                out["sentiment"] = one_hot("nup".index(labels["s"]), 3)
            if "e" in labels:
                out["emotion"] = one_hot(EMOTION.index(labels["e"]), 8)
            if "fb" in labels:
                out["feedback"] = FEEDBACK.index(labels["fb"])
            if "act" in labels:
                out["act"] = ACT.index(labels["act"])
                if "fb" not in labels and labels["act"] not in ("abuse", "affirm", "deny", "statement"):
                    out["feedback"] = 0
            rows.append(row(text, f"own_{name}", **out))
    for labels, text in read_examples(HERE / "en/examples/assistant.txt", most, seed):
        out = {name: int(labels.get(name, 0)) for name in ASSISTANT}
        rows.append(row(text, "own_answers", "assistant", **out))
    return rows


def read_by_hand(data):
    """User turns after a breakdown, labelled by us (en/labels/frustration.tsv)."""
    turns = {item["id"]: item["turns"] for item in data.read("breakdown/dbdc3_en.train")}
    rows = []
    for line in (HERE / "en/labels/frustration.tsv").read_text().splitlines():
        if line.startswith("#"):
            continue
        dialogue, index, label = line.split("\t")
        text = turns[dialogue][int(index)]["text"]
        rows.append(row(text, "dbdc3_read", frustration=int(label)))
    return rows


def all_rows(folder, seed=7, most=70):
    data = Data(folder)
    rows = (emotions(data) + sentiments(data) + anger(data) + reactions(data) + intents(data) +
            answers(data) + own_examples(most, seed) + read_by_hand(data))
    seen = set()
    kept = []
    for item in rows:  # the same text with the same source once
        key = (item["text"], item["source"])
        if key not in seen and item["text"].strip():
            seen.add(key)
            kept.append(item)
    return sorted(kept, key=lambda item: key_of(item["source"] + item["text"]))  # as if shuffled, whatever else there is
