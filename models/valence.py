"""What people said of words, tweets and editorials: the human ratings that come with VADER (MIT).

The sdist vaderSentiment 3.3.2 of PyPI, unpacked; nothing of it is kept here but what the weights learn.
Its product reviews are the blind test of models/unseen.py and its film reviews are those of SST-2: neither is read here.
"""

import ast
import html
import random
from pathlib import Path

from data import row

RATED = {"rated_tweets": "tweets", "rated_news": "nytEditorialSnippets"}
DEV_EVERY = 10  # one rated text in ten is kept for calibration
# How a word may stand in a message; {} is the word.
PLAIN = ("{}", "{}!", "so {}", "very {}", "it was {}", "this is {}", "it is just {}", "they are {}", "the {}",
         "i am {}", "a {} day", "really {} today", "all {} and nothing else", "{} is the word")
NEGATED = ("not {}", "isn't {}", "it was not {}", "not {} at all", "never {}", "it isn't very {}", "wasn't {}")
# Rated as pleasant or unpleasant when alone; in a chat they are courtesy, consent or what a request is about.
PLAIN_WORDS = set("yes ok okay yeah yep yup sure please want wants wanted need needed help helping helped hello hi hey agree agreed "
                  "accept accepted no nope stop cancel cancelled cancelling charge charged charges interest interested support "
                  "save saved share shared free number matter dear sir like top fine cut leave demand pay bank defined "
                  "resolve resolved clear clearly validate active certain increase ready approval approved credit alert".split())


def shares(ratings):
    """Of raters from -4 to 4, those below, at and above 0."""
    size = len(ratings)
    below, above = sum(r < 0 for r in ratings) / size, sum(r > 0 for r in ratings) / size
    return [below, 1 - below - above, above]


def negated(share):
    """"Not good" is rather bad; "not bad" is nothing or a little good."""
    below, none, above = share
    return [0.75 * above, none + 0.55 * below + 0.2 * above, 0.45 * below + 0.05 * above]


def rated_texts(folder):
    """(source, text, shares) of every rated text."""
    place = Path(folder) / "additional_resources/hutto_ICWSM_2014"
    for source, name in RATED.items():
        raters = {}
        for line in (place / f"{name}_anonDataRatings.txt").read_text("utf-8", "replace").splitlines():
            key, _, _, ratings = line.split("\t")
            raters[key] = ast.literal_eval(ratings)
        for line in (place / f"{name}_GroundTruth.txt").read_text("utf-8", "replace").splitlines():
            key, _, text = line.split("\t")[:3]
            yield source, " ".join(html.unescape(text).split()), shares(raters[key])


def rated_words(folder):
    """Word -> shares of its ten raters."""
    words = {}
    for line in (Path(folder) / "vaderSentiment/vader_lexicon.txt").read_text("utf-8").splitlines():
        word, _, _, ratings = line.split("\t")
        if word not in PLAIN_WORDS:
            words[word] = shares(ast.literal_eval(ratings))
    return words


def rows_of(folder, seed=17):
    """(rows to train on, rows to calibrate on)."""
    rng = random.Random(seed)
    train, dev = [], []
    for i, (source, text, share) in enumerate(rated_texts(folder)):
        held = i % DEV_EVERY == 0
        (dev if held else train).append(row(text, f"dev_{source}" if held else source, sentiment=share))
    for word, share in rated_words(folder).items():
        for frame in rng.sample(PLAIN, 3) if word[0].isalpha() else PLAIN[:1]:
            train.append(row(frame.format(word), "rated_words", sentiment=share))
        if word.isalpha():
            for frame in rng.sample(NEGATED, 2):
                train.append(row(frame.format(word), "rated_words", sentiment=negated(share)))
    return train, dev
