"""Step 7: the cuts by which doubtful turns are told (tag/src/deep/doubtful.ts), and what they cost and give."""

import itertools
import json
import subprocess

import numpy as np

from data import SENTIMENT, Data
from judging import part, topical
from metrics import macro_f1

PLEASANT, UNPLEASANT = {"joy", "gratitude"}, {"anger", "sadness", "fear", "disappointment"}
MOST = 0.30  # share of turns that may be asked about
NEARLY_ALL = 0.95  # of the gain that cuts within that share can give
FITTED = 1500  # of Topical-Chat, by which the cuts are chosen; the rest judges them


def core_events(command, rows):
    """What the core tells of each text as the first turn of a conversation."""
    feed = "".join(json.dumps({"messages": [{"role": "user", "text": row["text"]}]}) + "\n" for row in rows)
    done = subprocess.run([command, "score"], input=feed, capture_output=True, text=True, encoding="utf-8", check=True)
    return [json.loads(line)["messages"][0] for line in done.stdout.splitlines()]


def hundredths(value):
    return round(100 * (value or 0))


def doubtful(event, cuts):
    """The same rule as doubtful.ts."""
    label, emotion = event["sentiment"]["label"], event["emotion"]["label"]
    if label == "unscored" or event["length_tokens"] < 2:
        return False
    return (cuts["sentiment"][0] <= abs(hundredths(event["sentiment"]["score"])) <= cuts["sentiment"][1]
            or cuts["frustration"][0] <= hundredths(event["frustration"]["score"]) <= cuts["frustration"][1]
            or hundredths(event["emotion"]["score"]) < cuts["emotion"]
            or label == "negative" and emotion in PLEASANT
            or label == "positive" and emotion in UNPLEASANT
            or cuts["rephrase"][0] <= hundredths(event["rephrase"]["score"]) <= cuts["rephrase"][1])


def kinds(item):
    return sorted({name for name in item["sentiment"] if name in SENTIMENT})


def sets(data):
    """Texts with a sentiment, tweets, posts and talk, and plain requests that need no second look."""
    tweets = [i for i in data.read("sentiment/xlmt_multilingual.val") if i["lang"] == "english"]
    truth = np.array([SENTIMENT.index(i["label"]) for i in tweets])
    talk, moods = topical(data)
    posts = [i for i in data.read("emotion/goemotions.dev") if len(kinds(i)) == 1][:1500]
    told = np.array([SENTIMENT.index(kinds(i)[0]) for i in posts])
    requests = data.read("intent/clinc150.dev")[:300] + data.read("intent/multidogo.dev")[:300]
    return [(tweets, truth), (posts, told), (talk[:FITTED], moods[:FITTED])], requests


def fit(tiers, folder):
    """(cuts, report): of all cuts that give nearly all of what the best give, those that ask about fewest turns."""
    labelled, requests = sets(Data(folder))
    asked = [core_events(tiers.command, rows) for rows, _ in labelled]
    of_requests = core_events(tiers.command, requests)
    core = [tiers.plain(rows, "sentiment") for rows, _ in labelled]
    deep = [(part(tiers.deep(rows)[0], "sentiment") + one).argmax(1) for (rows, _), one in zip(labelled, core)]
    core = [one.argmax(1) for one in core]

    def quality(guesses):
        return float(np.mean([macro_f1(truth, guess) for (_, truth), guess in zip(labelled, guesses)]))

    alone, all_of_it = quality(core), quality(deep)
    tried = []
    for low, high, emotion in itertools.product(range(0, 60, 5), range(20, 95, 5), (0, 25, 30, 35, 40, 45, 50)):
        cuts = {"sentiment": [low, high], "frustration": [25, 60], "emotion": emotion, "rephrase": [15, 60]}
        masks = [np.array([doubtful(event, cuts) for event in events]) for events in asked]
        # Most of what users type is requests: half of the share is theirs.
        plain = float(np.mean([doubtful(event, cuts) for event in of_requests]))
        share = 0.5 * plain + 0.5 * float(np.mean([mask.mean() for mask in masks]))
        reached = quality([np.where(mask, d, c) for mask, d, c in zip(masks, deep, core)])
        if share <= MOST:
            tried.append((cuts, {"macro_f1": reached, "share": share, "share_of_requests": plain}))
    most = max(told["macro_f1"] for _, told in tried) - alone
    cuts, report = min((one for one in tried if one[1]["macro_f1"] - alone >= NEARLY_ALL * most),
                       key=lambda one: (one[1]["share"], -one[1]["macro_f1"]))
    gain = (report["macro_f1"] - alone) / (all_of_it - alone) if all_of_it > alone else 0.0
    return cuts, {**report, "core_alone": alone, "deep_alone": all_of_it, "share_of_gain": gain}


def unseen(tiers, folder, cuts):
    """What asking costs and gives on a source that neither training nor the cuts have seen; beside it, of all
    turns, those whose two likeliest sentiments lie nearest to each other in the core's word."""
    rows, truth = (part[FITTED:] for part in topical(Data(folder)))
    core = tiers.plain(rows, "sentiment")
    tier = ((part(tiers.deep(rows)[0], "sentiment") + core) / 2).argmax(1)
    mask = np.array([doubtful(event, cuts) for event in core_events(tiers.command, rows)])
    ordered = np.sort(core, axis=1)
    nearest = np.argsort(ordered[:, 2] - ordered[:, 1], kind="stable")
    alone = core.argmax(1)

    def reached(chosen):
        return macro_f1(truth, np.where(chosen, tier, alone))

    def by_margin(share):
        chosen = np.zeros(len(rows), bool)
        chosen[nearest[:int(share * len(rows))]] = True
        return reached(chosen)

    gain = macro_f1(truth, tier) - macro_f1(truth, alone)
    enough = [share for share in np.arange(0.05, 1.01, 0.05)
              if by_margin(share) - macro_f1(truth, alone) >= 0.95 * gain] if gain > 0 else []
    return {"rows": len(rows), "core_alone": macro_f1(truth, alone), "all": macro_f1(truth, tier),
            "rule": reached(mask), "rule_share": float(mask.mean()), "changed": float((tier != alone).mean()),
            **{f"margin_{share}": by_margin(share / 100) for share in (10, 20, 30)},
            "least_share_by_margin": float(enough[0]) if enough else None}
