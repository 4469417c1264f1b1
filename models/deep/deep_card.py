"""Writes card.md from metrics.json; numbers in backticks are checked against it by a test."""

import json
from pathlib import Path

METHOD = """\
{layers} attention layers of width {width} ({heads} heads of {head}, {inner} inside) over at most 64 of {pieces} word pieces: a message, and
where there are any the answer before it and the user's turn before that. Two outputs: `scores`, the calibrated probabilities of the heads,
and `meaning`, a unit vector of {meaning} parts.

* Pieces are learnt from the training texts (wordpieces.py).
* The model begins as its teacher, all-MiniLM-L6-v2 (Apache-2.0) fine-tuned on the sets (models/teacher.py), turned to the main parts of what
  flows between its layers and cut to {width} of 384, four layers of six, {inner} of 1,536 inner units, each fitted by least squares to what the
  teacher has at that place (inherit.py).
* The heads learn what the sets of models/data.py say and the teacher's soft labels; for {read} texts the teacher's mean vector is learnt, too.
* The vector learns where the unchanged MiniLM has the texts of models/space.py, which of them lie near each other, and labelled pairs.
* Context comes from the sets that are dialogues (EmoContext, ConvAbuse): shown with it seven times in ten.
* int8 weights (seven bits used, so that every processor answers alike), one scale per row, activations quantised as they come.

`{steps}` steps of 128 labelled texts, 40 with a vector and 20 pairs, on one core of a machine that others used too, by a driver with the
steps of train.py: 1,900, then 1,500 and 1,500 that went on from there (`--start`, other seeds), the last with the reviews and posts
of models/en/examples. The shipped weights are the mean of those after the first run (.35) and after the last (.65).

A turn of the deep tier is told with the mean of what both models say."""

DATA = """\
The sets of models/en/card.md under their licences, but for the DBDC3 turns read by hand, which are kept to judge by."""

FAILURES = """\
* English only: turns of other languages stay with the core tier.
* Outputs are compared here before the rules of core/signals; in the product those take part in both tiers alike.
* What is written under "known" comes from sources that training knows."""

NAMES = {
    "unseen_topicalchat": "Topical-Chat, sentiment: a source no step has seen",
    "unseen_products": "product reviews rated by twenty people each: a source no step has seen",
    "unseen_films": "film reviews, no phrase in SST-2's training set",
    "unseen_dbdc3_frustration": "real messages to bots read by hand (DBDC3), frustration: left out of training",
    "pairs_read": "real repeated requests read by hand, kept apart",
    "pairs_mqp": "doctors' questions, kept apart",
    "pairs_banking77": "banking77 pairs, kept apart",
    "known_tweets_dev": "tweets, sentiment: another split of a known source",
    "known_goemotions_dev": "GoEmotions, emotion: another split",
    "known_convabuse_dev": "ConvAbuse, abuse: another split",
    "false_alarms_plain": "plain requests taken for frustrated (CLINC, MultiDoGO)",
}


def numbers(part):
    return ", ".join(f"{name.replace('_', ' ')} `{value}`" for name, value in part.items()) if part else ""


def table(metrics):
    lines = ["| judged on | rows | deep tier: mean of both | deep model alone | core tier |", "|---|---|---|---|---|"]
    lines += [f"| {NAMES[key]} | `{part['rows']}` | {numbers(part.get('tier'))} | {numbers(part['deep'])} | "
              f"{numbers(part.get('core'))} |"
              for key, part in metrics.items() if key in NAMES]
    return "\n".join(lines)


def on_unseen(told):
    """Nothing is claimed where nothing is gained."""
    least = (f"Ordered by margin, `{told['least_share_by_margin']}` of the turns give 95 % of the gain."
             if told["least_share_by_margin"] else "There is no gain of which a share could be reached.")
    return f"""On `{told['rows']}` other turns of Topical-Chat, which neither training nor the cuts have seen:

| re-scored | share | macro-F1 of sentiment |
|---|---|---|
| none | 0 | `{told['core_alone']}` |
| by the rule | `{told['rule_share']}` | `{told['rule']}` |
| by the margin alone, the least first | a tenth | `{told['margin_10']}` |
| likewise | a fifth | `{told['margin_20']}` |
| likewise | three tenths | `{told['margin_30']}` |
| all | 1 | `{told['all']}` |

`{told['changed']}` of the turns get another label when all are asked about. {least}"""


def write(folder):
    metrics = json.loads((Path(folder) / "metrics.json").read_text())
    model = json.loads((Path(folder) / "model.json").read_text())
    cost, answers = metrics["cascade"], metrics["answers"]
    shape = {name: value for name, value in metrics["shape"].items()}
    method = METHOD.format(**shape, pieces=metrics["pieces"], steps=metrics["steps"], read=f"{metrics['read']:,}")
    (Path(folder) / "card.md").write_text(f"""# Deep model of English, version {model['version']}

What it is for: a second look at turns of which the core tier is unsure (tag/src/deep/). Written by models/deep/deep_card.py; numbers
in backticks are those of metrics.json.

## Method

{method}

## Data and licences

{DATA}

## Size

`{metrics['size_bytes']}` bytes (limit: 5 MB).

## Accuracy

{table(metrics)}

The core tier's own figure for the DBDC3 turns, when left out of its training, is in models/en/card.md.

## Answers of the assistant

They keep the core's word: phrases tell them, and the model has nothing to add. Of `{answers['flags_star']['rows']}` answers of STAR,
`{answers['flags_star']['fallbacks']}` are out of scope; the core misses `{answers['flags_star']['missed_by_core']}` of these, and the mean of both
models would add `{answers['flags_star']['added_by_mean']['fallback']}` fallbacks, `{answers['flags_star']['added_by_mean']['refusal']}` refusals and
`{answers['flags_star']['added_by_mean']['apology']}` apologies to what is told. How well the likeness of question and answer tells the next turn from a
strange one (AUC): STAR `{answers['relevance_star']['deep']}` with our vectors, `{answers['relevance_star']['core']}` with the core's; Topical-Chat
`{answers['relevance_topicalchat']['deep']}` and `{answers['relevance_topicalchat']['core']}`.

## The cascade

Turns are asked about by the rule of tag/src/deep/doubtful.ts with the cuts of model.json. On tweets, Reddit posts and Topical-Chat, half of the
share being plain requests: `{cost['share']}` of the turns, macro-F1 of sentiment `{cost['macro_f1']}` against `{cost['core_alone']}` (core alone) and
`{cost['deep_alone']}` (all turns asked about), `{cost['share_of_gain']}` times the latter's gain. Of the posts alone, which are full of mood, `{cost['emotion']['share']}`
are asked about; macro-F1 of emotion is `{cost['emotion']['macro_f1']}` then, against `{cost['emotion']['core_alone']}` and `{cost['emotion']['deep_alone']}`.

{on_unseen(metrics['cascade_unseen'])}

## Known failures

{FAILURES}
""")
