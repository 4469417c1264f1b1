"""Step 7: the cuts by which doubtful turns are told (tag/src/deep/doubtful.ts), and what they cost and give."""

import json
import subprocess

import numpy as np

from data import GO, SENTIMENT, Data
from judging import part, topical
from metrics import macro_f1

MOST = 0.30  # share of turns that may be asked about
NEARLY_ALL = 0.95  # of the gain of asking always
FITTED = 1500  # of Topical-Chat, by which the cuts are chosen; the rest judges them


def core_events(command, rows):
    """What the core tells of each text as the first turn of a conversation."""
    feed = "".join(json.dumps({"messages": [{"role": "user", "text": row["text"]}]}) + "\n" for row in rows)
    done = subprocess.run([command, "score"], input=feed, capture_output=True, text=True, encoding="utf-8", check=True)
    return [json.loads(line)["messages"][0] for line in done.stdout.splitlines()]


def hundredths(value):
    return round(100 * (value or 0))


def margins(sentiment):
    """How far the likeliest is before the next, in hundredths; core/analyzer.cpp."""
    ordered = np.sort(sentiment, axis=1)
    return (100 * (ordered[:, 2] - ordered[:, 1])).astype(int)


def doubtful(event, margin, cuts):
    """The same rule as doubtful.ts."""
    if event["sentiment"]["label"] == "unscored" or event["length_tokens"] < 2:
        return False
    return bool(margin < cuts["margin"]
                or cuts["frustration"][0] <= hundredths(event["frustration"]["score"]) <= cuts["frustration"][1]
                or cuts["rephrase"][0] <= hundredths(event["rephrase"]["score"]) <= cuts["rephrase"][1])


def kinds(item):
    return sorted({name for name in item["sentiment"] if name in SENTIMENT})


def sets(data):
    """(texts, head, truth) of tweets, posts and talk by sentiment, of posts by emotion; and plain requests, which
    need no second look."""
    tweets = [i for i in data.read("sentiment/xlmt_multilingual.val") if i["lang"] == "english"]
    posts = data.read("emotion/goemotions.dev")
    sided = [i for i in posts if len(kinds(i)) == 1]
    felt = [i for i in posts if len({GO[name] for name in i["label"]}) == 1]
    talk, moods = topical(data)
    labelled = [(tweets, "sentiment", np.array([SENTIMENT.index(i["label"]) for i in tweets])),
                (sided, "sentiment", np.array([SENTIMENT.index(kinds(i)[0]) for i in sided])),
                (talk[:FITTED], "sentiment", moods[:FITTED])]
    return labelled, (felt, "emotion", np.array([GO[i["label"][0]] for i in felt])), data.read("intent/clinc150.dev")[:300] + data.read("intent/multidogo.dev")[:300]


class Asked:
    """Texts, and what both tiers say of them."""

    def __init__(self, tiers, rows, head=None, truth=None):
        self.truth = truth
        self.events = core_events(tiers.command, rows)
        self.margins = margins(tiers.plain(rows, "sentiment"))
        if head:
            core = tiers.plain(rows, head)
            self.core = core.argmax(1)
            self.tier = (part(tiers.deep(rows)[0], head) + core).argmax(1)

    def mask(self, cuts):
        return np.array([doubtful(event, margin, cuts) for event, margin in zip(self.events, self.margins)])

    def reached(self, mask):
        return macro_f1(self.truth, np.where(mask, self.tier, self.core))


def fit(tiers, folder):
    """(cuts, report): of all cuts that give nearly all of what asking always gives to sentiments, those that ask
    about fewest turns; if none within the share does, those that give most."""
    labelled, felt, requests = sets(Data(folder))
    asked = [Asked(tiers, *one) for one in labelled]
    plain, felt = Asked(tiers, requests), Asked(tiers, *felt)

    def quality(masks):
        return float(np.mean([one.reached(mask) for one, mask in zip(asked, masks)]))

    alone, always = quality([False] * len(asked)), quality([True] * len(asked))
    tried = []
    for margin in range(61):
        cuts = {"margin": margin, "frustration": [25, 60], "rephrase": [15, 60]}
        masks = [one.mask(cuts) for one in asked]
        # Most of what users type is requests: half of the share is theirs.
        of_requests = float(plain.mask(cuts).mean())
        share = 0.5 * of_requests + 0.5 * float(np.mean([mask.mean() for mask in masks]))
        if share <= MOST:
            tried.append((cuts, {"macro_f1": quality(masks), "share": share, "share_of_requests": of_requests}))
    wanted = min(NEARLY_ALL * (always - alone), max(told["macro_f1"] for _, told in tried) - alone)
    cuts, report = min((one for one in tried if one[1]["macro_f1"] - alone >= wanted),
                       key=lambda one: (one[1]["share"], -one[1]["macro_f1"]))
    return cuts, {**report, "core_alone": alone, "deep_alone": always,
                  "share_of_gain": (report["macro_f1"] - alone) / (always - alone) if always > alone else 0.0,
                  "emotion": {"core_alone": felt.reached(False), "deep_alone": felt.reached(True),
                              "macro_f1": felt.reached(felt.mask(cuts)), "share": float(felt.mask(cuts).mean())}}


def unseen(tiers, folder, cuts):
    """What asking costs and gives on a source that neither training nor the cuts have seen; beside it, by the
    margin alone."""
    rows, truth = (part[FITTED:] for part in topical(Data(folder)))
    asked = Asked(tiers, rows, "sentiment", truth)
    mask = asked.mask(cuts)
    nearest = np.argsort(asked.margins, kind="stable")

    def by_margin(share):
        chosen = np.zeros(len(rows), bool)
        chosen[nearest[:int(share * len(rows))]] = True
        return asked.reached(chosen)

    alone, always = asked.reached(False), asked.reached(True)
    enough = [share for share in np.arange(0.05, 1.01, 0.05) if by_margin(share) - alone >= 0.95 * (always - alone)]
    return {"rows": len(rows), "core_alone": alone, "all": always, "rule": asked.reached(mask),
            "rule_share": float(mask.mean()), "changed": float((asked.tier != asked.core).mean()),
            **{f"margin_{share}": by_margin(share / 100) for share in (10, 20, 30)},
            "least_share_by_margin": float(enough[0]) if enough and always > alone else None}
