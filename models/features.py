"""Features of texts, from the native command: the extractor that the product runs."""

import json
import subprocess
import sys

import numpy as np

# WordKind (core/base/turn_numbers.h) whose rows are looked up by class, not by spelling.
NUMBER = 1
FLAGS = {"caps": 2, "stretched": 4, "quoted": 8, "negated": 32, "intensified": 64}
MAX_TOKENS = 96
MAX_SUBWORDS = 24
SCALARS = 20


def scalars(counts, words, unknown):
    """What the network sees of TurnCounts; the same as scalars() in core/model/network.cpp."""
    (codepoints, tokens, num_words, sentences, numbers, urls, entities, emoji, emoticons, quoted,
     code, caps, stretched, negations, intensifiers, exclamations, questions, ellipses, ends) = counts
    per_word = 1.0 / max(1, num_words)
    return [
        min(num_words, 64) / 64, min(num_words, 8) / 8, min(exclamations, 3) / 3,
        min(questions, 3) / 3, float(ends), caps * per_word, min(stretched, 2) / 2,
        min(ellipses, 1), min(negations, 3) / 3, min(intensifiers, 3) / 3, min(emoji, 3) / 3,
        min(emoticons, 2) / 2, min(numbers, 4) / 4, min(urls, 1), min(entities, 1),
        quoted / max(1, tokens), min(code, 1), min(sentences, 5) / 5,
        unknown / max(1, words), min(codepoints, 400) / 400,
    ]


class Corpus:
    """Token arrays of many texts: for each text a slice of `word`, `flag`; words are numbered."""

    def __init__(self):
        self.number = {}  # hash -> word number; 0 is padding
        self.hashes = [0]
        self.spelling = [""]
        self.subwords = [[]]
        self.others = {}  # word number -> word number of the other spelling
        self.begin = [0]
        self.words = []
        self.flags = []
        self.counts = []

    def word(self, value):
        if value not in self.number:
            self.number[value] = len(self.hashes)
            self.hashes.append(value)
            self.spelling.append("")
            self.subwords.append([])
        return self.number[value]

    def add(self, row):
        if "words" not in row:
            row = {"words": [], "kinds": [], "flags": [], "counts": [0] * 19}
        for key, groups in row.get("subwords", {}).items():
            self.subwords[self.word(int(key))] = groups[:MAX_SUBWORDS]
        for key, spelling in row.get("spelling", {}).items():
            self.spelling[self.word(int(key))] = spelling
        numbers = []
        for value, kind in zip(row["words"][:MAX_TOKENS], row["kinds"]):
            numbers.append(self.word(NUMBER_CLASS if kind == NUMBER else value))
        for index, value in row.get("other", {}).items():
            if int(index) < len(numbers):
                self.others[numbers[int(index)]] = self.word(value)
        self.words += numbers
        self.flags += row["flags"][:MAX_TOKENS]
        self.begin.append(len(self.words))
        self.counts.append(row["counts"])

    def freeze(self):
        self.words = np.array(self.words, np.int32)
        self.flags = np.array(self.flags, np.uint8)
        self.begin = np.array(self.begin, np.int64)
        return self


def fnv(text):
    value = 2166136261
    for byte in text.encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


NUMBER_CLASS = fnv("<number>")


def extract(command, rows):
    """Runs `undertone features` over rows with "text" and "role"."""
    process = subprocess.Popen([command, "features", "--spelling"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True, encoding="utf-8")
    import threading

    def feed():
        for item in rows:
            process.stdin.write(json.dumps({"text": item["text"], "role": item["role"]}) + "\n")
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    corpus = Corpus()
    for line in process.stdout:
        corpus.add(json.loads(line))
    if process.wait() not in (0, 1) or len(corpus.counts) != len(rows):
        sys.exit("the native command did not answer every row")
    return corpus.freeze()
