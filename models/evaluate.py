"""Step 4: what the shipped file says of development sets, asked of the native command."""

import json
import subprocess

import numpy as np

from calibrate import expected_error
from data import EMOTION, GO, SENTIMENT, Data
from metrics import accuracy, best_f1, macro_f1


def ask(command, path, texts, role="user"):
    feed = "".join(json.dumps({"text": text, "role": role}) + "\n" for text in texts)
    done = subprocess.run([command, "model", path], input=feed, capture_output=True, text=True,
                          encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def evaluate(folder, command, path):
    data = Data(folder)
    out = {}
    items = [i for i in data.read("sentiment/xlmt_multilingual.val") if i["lang"] == "english"]
    scores = [s.get("sentiment", [0, 1, 0]) for s in ask(command, path, [i["text"] for i in items])]
    truth = [SENTIMENT.index(i["label"]) for i in items]
    guess = [int(np.argmax(s)) for s in scores]
    error, curve = expected_error([max(s) for s in scores], np.equal(truth, guess))
    out["sentiment_tweets_dev"] = {"rows": len(items), "accuracy": accuracy(truth, guess),
                                   "macro_f1": macro_f1(truth, guess), "calibration_error": error,
                                   "calibration_curve": curve}
    items = [i for i in data.read("emotion/goemotions.dev") if len({GO[n] for n in i["label"]}) == 1]
    scores = ask(command, path, [i["text"] for i in items])
    truth = [GO[i["label"][0]] for i in items]
    guess = [int(np.argmax(s["emotion"])) if "emotion" in s else 0 for s in scores]
    out["emotion_goemotions_dev"] = {"rows": len(items), "accuracy": accuracy(truth, guess),
                                     "macro_f1": macro_f1(truth, guess), "labels": len(EMOTION)}
    items = data.read("toxicity/convabuse.dev")
    score = [s.get("abuse", 0) for s in ask(command, path, [i["text"] for i in items])]
    truth = [int(i["label"] != "ok") for i in items]
    f1, cut = best_f1(truth, score)
    out["abuse_convabuse_dev"] = {"rows": len(items), "best_f1": f1, "threshold": cut}
    plain = [i["text"] for i in data.read("intent/clinc150.dev")]
    plain += [i["text"] for i in data.read("intent/multidogo.dev")[:5000]]
    answers = ask(command, path, plain)
    score = np.array([s.get("frustration", 0) for s in answers])
    escalate = np.array([s["act"][10] if "act" in s else 0 for s in answers])
    out["false_alarms_plain"] = {"rows": len(plain), "frustration_over_0.8": int((score > 0.8).sum()),
                                 "frustration_over_0.95": int((score > 0.95).sum()),
                                 "escalate_over_0.8": int((escalate > 0.8).sum())}
    return out
