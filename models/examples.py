"""Expands the templates of models/en/examples: `labels | words with (choices|of|words)`."""

import random
import re
from pathlib import Path

CHOICE = re.compile(r"\(([^()]*)\)")


def expand(template: str, rng: random.Random) -> str:
    """One random reading of a template; inner choices first."""
    while True:
        found = CHOICE.search(template)
        if not found:
            return re.sub(r"\s+", " ", template).strip().replace(" .", ".").replace(" ,", ",")
        pick = rng.choice(found.group(1).split("|"))
        template = template[: found.start()] + pick + template[found.end() :]


def readings(template: str) -> int:
    total = 1
    for found in CHOICE.finditer(template):
        total *= found.group(1).count("|") + 1
    return total


def read_examples(path: Path, most: int, seed: int):
    """Rows (labels, text); at most `most` different readings of each template."""
    rng = random.Random(seed)
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        labels, template = line.split("|", 1)
        pairs = dict(part.split("=") for part in labels.split())
        wanted = min(most, readings(template))
        seen = {expand(template, rng) for _ in range(3 * wanted)}
        rows += [(pairs, text) for text in sorted(seen)[:: max(1, len(seen) // wanted)][:wanted]]
    return rows
