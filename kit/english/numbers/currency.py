"""Currency: which money a bare sign, cent or figure of millions means: the one that the article or its event tells of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from kit.data import read_list, word_set
from kit.data.rulebook import rule
from kit.english.numbers.phrases import IS_LONG, NEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.english.doc import Doc

# From this on a bare figure may be money.
LARGE = 1e5
MILLION = 1e6
_MILLIONS = re.compile(r"[\d.,]+(?:m|bn)?(?: to [\d.,]+)?(?:m|bn)")
SUMS = word_set("nouns of money")
PAYS = word_set("verbs of paying")
US, UNTOLD = "USD", "dollar"
# What a row of money says besides its currency.
MONEY = {"kind": "money", "predicate": None, "predicate_start": None, "predicate_end": None}
# What puts another amount for a sum in the sentence before: "another source put the figure at 2 million".
_FIGURE = re.compile(r"\b(?:figure|sum|amount|price|cost|bill|ransom|damage)s? (?:at|to|is|was|as)(?: \w+)?(?: \w+)? $")
# Between a sum and another one of the same money.
_BESIDE = re.compile(r"\b(?:of which|of that|compared|against|from|versus|than|further|another|more|down|up)\b")
_SAID = re.compile(r"\b(?:U\.?S|USD|American|dlrs)")
# So many places of a country must an event name before its "$" is that country's.
PLACES = 2


def dollars_of(docs: Mapping[str, Doc], events: Mapping[str, str]) -> dict[str, str]:
    """The currency that "$" stands for, by article, where it is not the US dollar.

    An event that names places of one country with a dollar of its own (provinces, cities), and nothing of the United
    States, counts in that dollar; one that names no such place and spells as the Commonwealth does in a dollar that is not
    told. It misses countries that `dollars.csv` does not hold, and events that name both.
    """
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    asked = {events.get(key, key) for key, doc in docs.items() if "$" in doc.text or " cent" in doc.text}
    for key, doc in docs.items():
        if events.get(key, key) in asked:
            named[events.get(key, key)].update(m.lastgroup or US for m in _places().finditer(doc.text))
    meant = {
        event: next(iter(counts)) for event, counts in named.items() if len(counts) == 1 and counts.total() >= PLACES
    }
    spelled = Counter(
        events.get(key, key)
        for key, doc in docs.items()
        if events.get(key, key) in asked and not named[events.get(key, key)]
        for _ in _metric().finditer(doc.text)
    )
    meant |= {event: UNTOLD for event, count in spelled.items() if count >= PLACES}
    own = {key: meant.get(events.get(key, key), US) for key in docs}
    return {key: unit for key, unit in own.items() if unit != US}


def in_dollars(row: dict[str, Any], unit: str | None) -> dict[str, Any]:
    """A row with its bare "$" or "cents" in the dollar of the country, if it is told."""
    if unit is None or row["kind"] != "money" or row["unit"] is None or _SAID.search(row["text"]):
        return row
    for other, own in ((US, unit), ("US cent", _cents()[unit])):
        if row["unit"] == other or row["unit"].startswith(f"{other} "):
            return {
                **row,
                "unit": own + row["unit"][len(other) :],
                "rule": rule(row["rule"], f"number.dollar-{'not-told' if unit == UNTOLD else 'of-the-country'}"),
            }
    return row


def in_currency(doc: Doc, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of an article with "a profit of 61m" as money, in the one currency that the article names."""
    named = {row["unit"] for row in rows if row["kind"] == "money" and row["unit"] and " " not in row["unit"]}
    unit = named.pop() if len(named) == 1 else None
    long = any(row["kind"] == "length" and not _MILLIONS.fullmatch(row["text"]) for row in rows)
    made: list[dict[str, Any]] = []
    for row in rows:
        row = _as_money(row, unit, metres=long or IS_LONG.match(doc.typed, row["end"]) is not None)
        made.append(row | MONEY | {"unit": made[-1]["unit"]} if made and _is_another(doc, row, made[-1]) else row)
    return made


def _is_another(doc: Doc, row: dict[str, Any], last: dict[str, Any]) -> bool:
    """Whether a bare figure of millions is set beside a sum before it: "made 47 million marks, compared to 76 million"."""
    bare = row["kind"] == "count" and row["unit"] is None and not row.get("of") and (row["value"] or 0) >= MILLION
    if not bare or last["kind"] != "money":
        return False
    if last["sentence_id"] == row["sentence_id"]:
        return _BESIDE.search(doc.typed, last["end"], row["start"]) is not None
    between = doc.typed[last["end"] : row["start"]]
    return len(between) <= NEAR and _FIGURE.search(between) is not None


def _as_money(row: dict[str, Any], unit: str | None, *, metres: bool) -> dict[str, Any]:
    """A row with the currency, if it is a sum; where the article measures no lengths, "90m" is millions, too."""
    money = MONEY | {"unit": unit}
    if _is_sum(row, known=unit is not None):
        return {**row, **money}
    if unit not in (None, US) and row["kind"] == "money" and (row["unit"] or "").split(" per ")[0] == "US cent":
        return {**row, "unit": row["unit"][len("US ") :]}  # "11 cents" where all else is in florins
    bare = not row.get("of") and row["unit"] == "m" and row["value"] is not None
    if unit is None or metres or not bare or not _MILLIONS.fullmatch(row["text"]):
        return row
    upper = row["upper"] and row["upper"] * MILLION
    return {**row, **money, "value": row["value"] * MILLION, "upper": upper}


def _is_sum(row: dict[str, Any], *, known: bool) -> bool:
    """Whether a bare figure of millions is told of profit, cost, sales …, so that it is money (`known`: of which currency)."""
    if row["unit"] is not None:
        return False
    if row["kind"] == "money":
        return True
    if row["kind"] != "count" or (row["value"] or 0) < LARGE:
        return False
    if not row.get("of"):
        return row.get("predicate") in PAYS or (known and _MILLIONS.fullmatch(row["text"]) is not None)
    return row["of_end"] <= row["start"] and row["head"] in SUMS and (known or row["head"] != "sale")


@cache
def _cents() -> dict[str, str]:
    return {row.unit: row.cent for row in read_list("dollars.csv").itertuples()} | {UNTOLD: "cent"}


@cache
def _metric() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(word_set('spellings of the Commonwealth')))})\b")


@cache
def _places() -> re.Pattern[str]:
    of = [
        f"(?P<{row.unit}>{'|'.join(map(re.escape, row.places.split('|')))})"
        for row in read_list("dollars.csv").itertuples()
    ]
    return re.compile(rf"\b(?=[A-Z])(?:{'|'.join(of)})(?!\w)")
