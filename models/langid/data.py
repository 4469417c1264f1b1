"""Texts with a language, from every source, each in one of ten folds by a hash of its text."""

import gzip
import hashlib
import json
import pathlib
import random
import re

HERE = pathlib.Path(__file__).parent

# Languages that a chat is most likely in; the model is judged on these first.
MAIN = "en de fr es it pt nl pl sv da no fi cs hu ro tr ru uk ar".split()
# One softmax for each script that several languages share; the number is Script in char_class.h.
GROUPS = {
    "Latin": (
        2,
        "und en de fr es it pt nl pl sv da no fi cs sk hu ro tr vi id ca hr sl et lv lt sq af eu ga "
        "cy is tl sw ms eo la az so xh zu yo".split(),
    ),
    "Cyrillic": (4, "ru uk bg be sr mk kk mn".split()),
    "Arabic": (7, "ar fa ur".split()),
    "Devanagari": (8, "hi mr".split()),
}
LANGUAGES = [language for _, languages in GROUPS.values() for language in languages]

# The vocabulary has one Norwegian; Bosnian is written as Croatian is.
ALIASES = {"nb": "no", "nn": "no", "bs": "hr"}
# Languages of the data that the vocabulary does not have: nothing else may claim their words.
UNKNOWN = {"lg", "tn", "sn", "st", "ts", "mi"}

CHATTERBOT = {
    "english": "en", "italian": "it", "spanish": "es", "dutch": "nl", "portuguese": "pt",
    "german": "de", "french": "fr", "turkish": "tr", "swedish": "sv", "indonesian": "id",
    "yoruba": "yo", "russian": "ru", "ukrainian": "uk", "persian": "fa", "urdu": "ur",
    "hindi": "hi", "marathi": "mr",
}
# English as it is typed to bots; all with a clear licence (models/langid/card.md).
ENGLISH_CHAT = [
    "intent/clinc150.train", "intent/hwu64.train", "intent/banking77.train",
    "intent/multidogo.train", "intent/snips.train", "emotion/goemotions.train",
    "toxicity/convabuse.train", "frustration/hwu64_feedback.train",
]
# Word frequencies under another code there.
WORDFREQ_CODES = {"no": "nb", "hr": "sh", "tl": "fil"}


def fold_of(text):
    """0: held out to the end; 1: for choices; 2 to 9: to train on."""
    return int(hashlib.md5(text.encode()).hexdigest()[:8], 16) % 10


def json_lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def lingua(data, only_ours):
    for row in json_lines(data / "langid/lingua.train.jsonl.gz"):
        label = ALIASES.get(row["label"], row["label"])
        label = "und" if label in UNKNOWN else label
        if label in LANGUAGES or not only_ours:
            yield row["text"], label, row["kind"]


def chatterbot(data):
    for row in json_lines(data / "langid/chatterbot.train.jsonl.gz"):
        label = CHATTERBOT.get(row["label"])
        if label is not None and len(row["text"]) < 120:
            yield row["text"], label, "chatterbot"


def english_chat(data):
    for name in ENGLISH_CHAT:
        rows = json_lines(data / f"{name}.jsonl.gz")
        random.Random(name).shuffle(rows)
        for row in rows[:6000]:
            yield row["text"], "en", "english-chat"


def phrases():
    for line in (HERE / "phrases.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#!"):
            continue
        label, *texts = line.split("\t")
        for text in texts:
            yield text, label, "phrases"


def tweets(data):
    """Never trained on: what chat-like text of other sources looks like."""
    codes = {"english": "en", "french": "fr", "german": "de", "italian": "it", "spanish": "es",
             "portuguese": "pt", "arabic": "ar", "hindi": "hi"}
    for row in json_lines(data / "sentiment/xlmt_multilingual.val.jsonl.gz"):
        if row["lang"] in codes:
            text = re.sub(r"@\w+|\bhttp\S*|#\w+|^RT\b", " ", row["text"])
            yield text, codes[row["lang"]], "tweets"


def gibberish():
    """Nothing at all: keys hit at random, letters drawn at random."""
    draw = random.Random(7)
    rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
    for _ in range(3000):
        if draw.random() < 0.5:
            row = draw.choice(rows)
            letters = draw.choices(row, k=draw.randint(3, 9))
        else:
            letters = draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(3, 10))
        yield "".join(letters), "und", "gibberish"


def word_frequencies(language):
    """The words of a language with their frequency, most frequent first."""
    import wordfreq

    code = WORDFREQ_CODES.get(language, language)
    if code not in wordfreq.available_languages("small"):
        return []
    words = wordfreq.get_frequency_dict(code, "small")
    plain = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
    return [(word, share) for word, share in words.items() if plain.fullmatch(word)][:25000]


def without_accents(text):
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def load(data, only_ours=True):
    """(text, language, source, fold) of every source but the word frequencies.

    only_ours   leave out languages that their script alone tells
    """
    rows = []
    for source in (lingua(data, only_ours), chatterbot(data), english_chat(data), tweets(data), gibberish()):
        rows += [(text, label, kind, fold_of(text)) for text, label, kind in source]
    # Written for training; too few to hold out.
    rows += [(text, label, kind, 9) for text, label, kind in phrases()]
    return rows
