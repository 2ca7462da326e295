"""Numbers: every quantity with its unit and what it counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kit import tables
from kit.data import word_set
from kit.data.rulebook import rule
from kit.english.numbers.ages import find_aged, is_age, of_age
from kit.english.numbers.comparing import Surroundings
from kit.english.numbers.counted import find_counted
from kit.english.numbers.currency import dollars_of, in_currency, in_dollars
from kit.english.numbers.designations import is_quantity
from kit.english.numbers.ellipsis import carry_nouns
from kit.english.numbers.phrases import find_phrases, is_spaced
from kit.english.numbers.predicate import find_predicate
from kit.tables.schemas import READ_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from kit.english.doc import Doc, Span
    from kit.english.lexicon.numbers import Phrase

# What makes an amount a rate: "5,000 litres of water a minute", "34 cents a share"; but "5,000 litres a day earlier".
PER = re.compile(
    rf" an? (?P<time>{'|'.join(sorted(word_set('measures of rates')))})\b(?! (?:ago|earlier|later|before|after|old|or|in)\b|-)"
    r"|(?: for| to)? (?:per|each|every) (?P<thing>(?!(?:of|other|to|in|on|at|for|from|by|with|and|or|but)\b)(?:(?:square|cubic) )?[a-z]+)| (?P<each>each|apiece)\b"
)
_FIRST_HALF, _SECOND_HALF = re.compile(r"\. \d{1,2}\b"), re.compile(r"\d\. $")


def find_quantities(
    docs: Mapping[str, Doc], times: pd.DataFrame, events: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The table `quantities`: one row a number in figures or words, in headlines, body and captions.

    `start:end` is the number with its unit, `value` the number in units ("$40 billion" is 4e10 USD, "half of" 0.5
    share, "dozens of" missing), `unit` missing for a bare count ("USD per day", "each" for a rate), `of` what it counts or measures as printed (missing
    where the sentence does not say). Further columns: `upper`, the end of a range; `bound` (`more than, at least,
    about, at most, less than`; missing if exact); `kind` (count, money, share, length …); `head`, the lemma of the
    noun counted; `of_start`, `of_end`, where `of` stands; `predicate`, the lemma of what is said of a count ("killed",
    "missing"), and `predicate_start`, `predicate_end`. What tells whether two values may be compared: `measure` (`level`, or `change`: "fell
    by 5"), `scope` (`total`, `part`), `place` with `place_start`, `place_end` (where it is so) and `time_id` (of the time
    in its clause that dates it).

    `events` gives the event of each article (without it each is one of its own): a bare "$" is the US dollar unless the
    event names only places of another country that prints it so (`currency.dollars_of`).

    What the table `times` holds is no quantity here, nor are names with a number in them (Article 5), years,
    ordinals and figures in addresses. It misses "twice" and "doubled", amounts given by "as many", and nouns that stand
    further back than the sentence before.

    >>> import kit.english.annotate, kit.tables
    >>> doc = kit.english.annotate.analyse("Allies gave $40 billion in aid, about 2% of GDP, under Article 5.")
    >>> found = find_quantities({"text": doc}, kit.tables.table("times"))
    >>> found[["text", "value", "unit", "of", "bound"]].astype("object").values.tolist()
    [['$40 billion', 40000000000.0, 'USD', 'aid', <NA>], ['2%', 2.0, 'percent', 'GDP', 'about']]
    """
    dated = tables.rows_by_article(times)
    dollars = dollars_of(docs, events or {})
    return tables.table(
        "quantities",
        [
            in_dollars(row, dollars.get(article_id))
            for article_id, doc in docs.items()
            if doc.analysed
            for row in in_currency(doc, carry_nouns(doc, list(_of_doc(doc, dated.get(article_id, ())))))
        ],
    )


def _of_doc(doc: Doc, times: Sequence[Any]) -> Iterator[dict[str, Any]]:
    taken = {at for row in times for at in range(row.start, row.end)}
    around = Surroundings(doc, times)
    spaced = is_spaced(doc.typed)
    for sentence in doc.sentences:
        if sentence.role in READ_ROLES:
            found = find_phrases(doc.typed[sentence.start_char : sentence.end_char], spaced=spaced)
            if spaced:
                found = [p for p in found if not _is_cut(doc.typed, sentence, p)]
            yield from _of_sentence(doc, sentence, found, taken, around)


def _is_cut(text: str, sentence: Span, phrase: Phrase) -> bool:
    """Whether a figure is half of one that the end of a sentence divides: "averaged 11.| 1 points"."""
    start, end = sentence.start_char + phrase.start, sentence.start_char + phrase.end
    return bool(_FIRST_HALF.match(text, end) or (phrase.start == 0 and _SECOND_HALF.search(text, 0, start)))


def _of_sentence(
    doc: Doc, sentence: Span, found: list[Phrase], taken: set[int], around: Surroundings
) -> Iterator[dict[str, Any]]:
    for phrase in found:
        start, end = sentence.start_char + phrase.start, sentence.start_char + phrase.end
        span = doc.span_at(start, end)
        # "112 kilometres an hour" is one quantity, though "an hour" stands among the times.
        if span is None or (phrase.kind != "speed" and not taken.isdisjoint(range(start, end))):
            continue
        of: dict[str, Any] = {}
        if is_age(doc, phrase, span):
            phrase = replace(phrase, unit="year of age", kind="age", rule=rule(phrase.rule, "number.age"))
            counted = find_aged(doc, span)
        elif is_quantity(doc, phrase, span):
            counted = find_counted(span, phrase)
            if counted and of_age(phrase, counted[1]):
                phrase = replace(phrase, unit="year of age", kind="age", rule=rule(phrase.rule, "number.age"))
        else:
            continue
        behind = max(end, counted[2].end if counted else 0)
        # "$15 an hour minimum wage" and "500 litres of water a minute".
        if per := PER.match(doc.typed, end, sentence.end_char) or PER.match(doc.typed, behind, sentence.end_char):
            each = "each" if per["each"] else f"per {per['time'] or per['thing']}"
            phrase = replace(phrase, unit=f"{phrase.unit or ''} {each}".strip())
        # In "mother of 12" what is said is said of the mother,
        said = None
        # and in "a four-term mayor spoke" of the mayor.
        joined = doc.typed[end : end + 1] == "-"
        if phrase.kind == "count" and not joined and (counted is None or counted[1].i >= span.start):
            said = find_predicate(span, counted[1] if counted else None)
        if said is not None:
            of = {"predicate": said.lemma_.lower(), "predicate_start": said.idx, "predicate_end": said.end}
        if counted:
            first, head, last = counted
            of |= {
                "of": doc.text[first.idx : last.end],
                "of_start": first.idx,
                "of_end": last.end,
                "head": head.lemma_.lower(),
            }
        yield {
            "quantity_id": f"{doc.article_id}-n{start}",
            "article_id": doc.article_id,
            "sentence_id": f"{doc.article_id}-s{sentence.start_char}",
            "start": start,
            "end": end,
            "text": doc.text[start:end],
            "value": phrase.value,
            "unit": phrase.unit,
            **of,
            "upper": phrase.upper,
            "bound": phrase.bound,
            "kind": phrase.kind,
            **around.of(span, "distance" if phrase.kind == "length" and counted is None else phrase.kind, said),
            "rule": phrase.rule,
        }
