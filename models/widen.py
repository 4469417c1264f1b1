"""Texts without labels that show the teacher's knowledge of many words: words in short frames, and texts of the sets
with words exchanged for others of the same ending (after Tang et al. 2019, arXiv 1903.12136)."""

import random
import re
from collections import Counter

from data import row
from valence import NEGATED, PLAIN

FROM = {"sst2": 15000, "goemotions": 11000, "tweets": 4500, "rated_tweets": 5500, "rated_news": 4000,
        "own_opinions": 5500}
EXCHANGED = 0.25
ENDINGS = ("ingly", "ness", "ment", "tion", "able", "ible", "less", "ing", "ful", "ous", "ive", "est", "ies", "ed", "ly",
           "er", "al", "ic", "es", "y", "s", "e", "t", "")
WORD = re.compile(r"[a-z]{3,}")
KEPT = set("the and but for with you not are was were this that have has had its they them from all out about more what who "
           "which when she his her him our your their can will would could should there than then too very just only also "
           "into over any some been being did does don isn wasn how why never nothing without hardly though although".split())


def ending(word):
    return next(end for end in ENDINGS if word.endswith(end))


def pools(rows, rated):
    """Ending -> words and how often each is drawn: rare words nearly as often as frequent ones."""
    count = Counter(word for item in rows for word in set(WORD.findall(item["text"].lower())))
    count.update({word: 2 for word in rated if WORD.fullmatch(word)})
    out = {}
    for word, n in sorted(count.items()):
        if n >= 3 and word not in KEPT:
            words, weights = out.setdefault(ending(word), ([], []))
            words.append(word)
            weights.append(n ** 0.4)
    return out


def exchanged(text, pool, rng):
    """The text with some words replaced; perhaps only a part of it."""
    parts = text.split()
    if len(parts) > 8 and rng.random() < 0.4:
        size = rng.randint(4, len(parts))
        begin = rng.randint(0, len(parts) - size)
        parts = parts[begin:begin + size]
    for i, part in enumerate(parts):
        plain = part.lower().strip(".,!?;:\"'")
        if WORD.fullmatch(plain) and plain not in KEPT and rng.random() < EXCHANGED:
            words, weights = pool.get(ending(plain), ((), ()))
            if words:
                parts[i] = part.lower().replace(plain, rng.choices(words, weights)[0])
    return " ".join(parts)


def widened(rows, rated, most_words=9000, seed=23):
    rng = random.Random(seed)
    own = [item for item in rows if item["source"] in FROM and len(item["text"].split()) > 2]
    pool = pools(own, rated)
    place = {}
    for item in own:
        place.setdefault(item["source"], []).append(item["text"])
    out = [row(exchanged(rng.choice(place[source]), pool, rng), "widened")
           for source, most in FROM.items() if source in place for _ in range(most)]
    drawn = sorted(((weight, word) for words, weights in pool.values() for word, weight in zip(words, weights)),
                   reverse=True)[:most_words]
    for _, word in drawn:
        out.append(row(rng.choice(PLAIN).format(word), "widened_words"))
        if rng.random() < 0.4:
            out.append(row(rng.choice(NEGATED).format(word), "widened_words"))
    return out
