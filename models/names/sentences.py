"""Sentences with persons and addresses, and without: sentences.*.txt filled with made-up values."""

import json
import random
import re

from words import HERE, LOCALES, locale_names

VALUES = json.loads((HERE / "values.json").read_text())
SLOT = re.compile(r"\{(\w+)\}")
PERSONS = {"name", "upper_name", "first", "last"}


def lines(name):
    text = (HERE / name).read_text().splitlines()
    return [line for line in text if line and not line.startswith("#")]


class Writer:
    """Fills templates; the same seed gives the same sentences."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = {locale: locale_names(locale) for locale in LOCALES}
        self.streets = {}
        for line in lines("addresses.txt"):
            language, street = line.split("\t")
            self.streets.setdefault(language, []).append(street.replace("\\n", "\n"))

    def pick(self, values):
        if isinstance(values, dict):
            return self.random.choices(list(values), list(values.values()))[0]
        return self.random.choice(list(values))

    def digits(self, count):
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def locale(self, language):
        return self.pick(VALUES["countries_of"].get(language, VALUES["countries_of"]["en"]))

    def first(self, locale):
        names = self.names[locale]
        kinds = [kind for kind in names if kind.startswith("first")]
        return self.pick(names[self.pick(kinds)])

    def last(self, locale):
        names = self.names[locale].get("last_names", ())
        return self.pick(names) if len(names) > 4 else self.last("en_US")

    def person(self, language):
        locale = self.locale(language)
        first, last = self.first(locale), self.last(locale)
        initial = self.pick("ABCDEFGHJKLMNPRSTW")
        other = self.pick(
            [f"{first} {initial}. {last}"] * 3
            + [f"{first} {initial} {last}"] * 2
            + [f"{first} {self.first(locale)} {last}"] * 2
            + [f"{first} {last}-{self.last(locale)}", f"{initial}. {last}"]
            + [f"{first} {self.pick(['van der', 'de', 'von', 'van', 'da', 'del', 'al'])} {last}"] * 4
        )
        return other if self.random.random() < 0.26 else f"{first} {last}"

    def town(self, language):
        town = self.pick(VALUES["towns"].get(language, VALUES["towns"]["en"]))
        return town if self.random.random() < 0.93 else town.upper()

    def house(self):
        top = self.pick([30, 99, 999, 9999])
        return str(self.random.randint(1, top)) + self.pick([""] * 8 + ["A", "b"])

    def street(self, language):
        locale = self.locale(language)
        if language == "en" and self.random.random() < 0.5:
            return self.pick(VALUES["streets"])
        return self.last(locale) if self.random.random() < 0.7 else self.first(locale)

    def ending(self, language):
        """What follows the street: nothing, a town, a town with its code."""
        between = self.pick([", ", ", ", ", ", "\n", " "])
        town, code = self.town(language), self.digits(5)
        if language == "en":
            state = self.pick(VALUES["states"])
            country = self.pick(VALUES["countries"])
            return between + self.pick(
                [f"{town}, {state} {code}"] * 2
                + [f"{town} {state} {code}", f"{town}, {state}", town, town]
                + [f"{town} {self.pick(VALUES['postcodes'])}"] * 2
                + [f"{town}{self.pick([', ', chr(10)])}{country} {code}", f"{town}, {country}"]
            )
        code = {
            "nl": f"{code[:4]} {self.pick(['AB', 'XK', 'GA'])}",
            "pl": f"{code[:2]}-{code[2:]}",
            "pt": self.pick([code, f"{code[:4]}-{self.digits(3)}"]),
        }.get(language, code)
        return between + self.pick([f"{code} {town}"] * 4 + [town])

    def address(self, language):
        if language == "en" and self.random.random() < 0.2:
            language = self.pick(list(self.streets))
        street = self.fill_values(self.pick(self.streets[language]), language)
        return street + (self.ending(language) if self.random.random() < 0.67 else "")

    def organisation(self):
        words = VALUES["organisation_words"]
        last = self.last("en_US")
        return self.pick(
            [self.pick(VALUES["organisations"])] * 5
            + [f"{last} {self.pick(VALUES['organisation_ends'])}"] * 2
            + [f"{last}-{self.last('en_US')}", f"{last}, {self.last('en_US')} and {last}"]
            + [self.pick(words) + self.pick(words).lower(), f"{self.pick(words)} {self.pick(words)}"]
        )

    def date(self):
        day, month, year = (self.random.randint(*range_) for range_ in ((1, 28), (1, 12), (1950, 2025)))
        return self.pick(
            [f"{month}/{day}/{year}", f"{year}-{month:02}-{day:02}", f"May {day}", f"{day}.{month}.{year}"]
        )

    def value(self, slot, language):
        locale = self.locale(language)
        return {
            "name": lambda: self.person(language),
            "upper_name": lambda: self.person(language).upper(),
            "first": lambda: self.first(locale),
            "last": lambda: self.last(locale),
            "addr": lambda: self.address(language),
            "street": lambda: self.street(language),
            "n": self.house,
            "nth": lambda: f"{self.random.randint(4, 19)}th",
            "code": lambda: self.digits(5),
            "city": lambda: self.town(language),
            "country": lambda: self.pick(VALUES["countries"]),
            "org": self.organisation,
            "product": lambda: self.pick(VALUES["products"]),
            "job": lambda: self.pick(VALUES["jobs"]),
            "day": lambda: self.pick(VALUES["days"]),
            "date": self.date,
            "num": lambda: self.pick([self.digits(self.random.randint(2, 10)), f"AB-{self.digits(5)}"]),
            "phone": lambda: f"+1 415 555 0{self.digits(3)}",
        }[slot]()

    def fill_values(self, template, language):
        return SLOT.sub(lambda slot: self.value(slot[1], language), template)

    def sentence(self, template, language):
        """A text and its spans: persons, and streets with their towns."""
        text, spans = "", []
        for index, part in enumerate(SLOT.split(template.replace("\\n", "\n"))):
            if index % 2 == 1:
                kind = "PERSON" if part in PERSONS else "LOCATION" if part == "addr" else None
                part = self.value(part, language)
                begin = len(text)
                if kind == "PERSON" and spans and spans[-1][2] == kind and text[spans[-1][1] :] == " ":
                    begin = spans.pop()[0]
                if kind:
                    spans.append((begin, len(text) + len(part), kind))
            text += part
        draw = self.random.random()
        if draw < 0.15 and len(text.lower()) == len(text):
            return text.lower(), spans
        if draw < 0.18 and len(text.upper()) == len(text):
            return text.upper(), spans
        return text, spans


def sentences(english, other, seed=5):
    """Fills each template so many times, those without a slot fewer: text, spans, template."""
    writer = Writer(seed)
    templates = [("en", line) for line in lines("sentences.en.txt")]
    templates += [tuple(line.split("\t")) for line in lines("sentences.other.txt")]
    made = []
    for language, template in templates:
        count = english if language == "en" else other
        for _ in range(count if "{" in template else max(2, count // 6)):
            made.append((*writer.sentence(template, language), template))
    return made
