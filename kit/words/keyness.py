"""Keyness: the words that an article uses more than the other reports of its event."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log, sqrt
from typing import TYPE_CHECKING, Any

from kit import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from kit.doc import Doc

ROLES = frozenset({"headline", "body", "caption"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
LONGEST_PHRASE = 4
# Weight of the prior, in words: a word needs more than chance in a paragraph of this length to stand out. Monroe et
# al. (2008, 3.5.1) use 500 for documents like ours.
PRIOR_WORDS = 500


def find_keyness(
    articles: pd.DataFrame,
    docs: Mapping[str, Doc],
    quotes: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    quotations: bool = False,
    names: bool = True,
) -> pd.DataFrame:
    """The table `keyness`: one row a term and article that uses it, within each event.

    Terms are lemmas of content words and noun phrases of two to four words without their determiners. Words inside
    quotation marks are somebody else's and left out unless `quotations`; `names=False` leaves out what is named.
    `z` is the log-odds ratio with an informative Dirichlet prior made from all articles of the event, in standard
    errors (Monroe, Colaresi and Quinn 2008, "Fightin' Words", Political Analysis 16). Further columns: `kind`
    (lemma, noun phrase), `name` (whether it is a name), `elsewhere` (count in the event's other articles),
    `log_odds` with `low` and `high`, its 95 % interval. In an event of one article `expected` and `z` are missing.

    With five short articles few differences are large: |z| below 1.96 is within chance, and the many terms that are
    looked at make some of those above it chance as well.
    """
    spans = _quoted(quotes) if not quotations else {}
    named = defaultdict(list)
    for row in mentions.itertuples():
        named[row.article_id].append((row.start, row.end))
    rows: list[dict[str, Any]] = []
    for _, group in articles.groupby("event_id", sort=True):
        counts: dict[str, Counter[tuple[str, str]]] = {}
        as_name: Counter[tuple[str, str]] = Counter()
        for key in group["article_id"]:
            if docs[key].analysed:
                found = list(_terms(docs[key], spans.get(key, []), named.get(key, []), names=names))
                counts[key] = Counter((term, kind) for term, kind, _ in found)
                as_name.update((term, kind) for term, kind, name in found if name)
        for kind in ("lemma", "noun phrase"):
            rows += _keyness(
                {key: Counter({t: n for t, n in c.items() if t[1] == kind}) for key, c in counts.items()}, as_name
            )
    return tables.table("keyness", rows)


def _keyness(
    counts: Mapping[str, Counter[tuple[str, str]]], as_name: Counter[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    pooled: Counter[tuple[str, str]] = Counter()
    for counter in counts.values():
        pooled.update(counter)
    total = sum(pooled.values())
    for article_id, counter in counts.items():
        mine = sum(counter.values())
        rest = total - mine
        for term in sorted(counter):
            count, everywhere = counter[term], pooled[term]
            row = {
                "term": term[0],
                "article_id": article_id,
                "count": count,
                "kind": term[1],
                "name": 2 * as_name[term] > everywhere,
                "elsewhere": everywhere - count,
            }
            if rest:
                prior = PRIOR_WORDS * everywhere / total
                ratio = _log_odds(count, mine, prior) - _log_odds(everywhere - count, rest, prior)
                error = sqrt(1 / (count + prior) + 1 / (everywhere - count + prior))
                row |= {
                    "expected": mine * everywhere / total,
                    "z": ratio / error,
                    "log_odds": round(ratio, 4),
                    "low": round(ratio - 1.96 * error, 4),
                    "high": round(ratio + 1.96 * error, 4),
                }
            yield row


def _log_odds(count: float, words: float, prior: float) -> float:
    return log((count + prior) / max(words + PRIOR_WORDS - count - prior, 1e-9))


def _terms(
    doc: Doc, quoted: list[tuple[int, int]], named: list[tuple[int, int]], *, names: bool
) -> Iterator[tuple[str, str, bool]]:
    """(term, kind, whether it is a name) for each use."""

    def inside(spans: list[tuple[int, int]]) -> set[int]:
        return {token.i for start, end in spans for token in doc.span_at(start, end) or ()}

    kept, said, naming = {}, inside(quoted), inside(named)
    for token in doc.tokens:
        if token.sent.role in ROLES and token.i not in said:
            kept[token.i] = token.pos_ == "PROPN" or token.i in naming
    for i, name in kept.items():
        token = doc.tokens[i]
        if token.pos_ in CONTENT and (token.is_alpha or "-" in token.text) and len(token) > 1 and (names or not name):
            yield token.lemma_.lower() if token.pos_ != "PROPN" else token.lemma_, "lemma", name
    for chunk in doc.noun_chunks:
        words = [t for t in chunk if t.pos_ not in ("DET", "PRON", "PUNCT", "NUM", "SYM", "PART") or t.text == "-"]
        if not 2 <= len(words) <= LONGEST_PHRASE or any(t.i not in kept for t in words):
            continue
        name = any(kept[t.i] for t in words)
        if (names or not name) and words[-1].i - words[0].i == len(words) - 1:
            head = words[-1]
            before = doc.text[words[0].idx : head.idx]
            yield (
                (before if name else before.lower()) + (head.text if name else head.lemma_.lower()),
                "noun phrase",
                name,
            )


def _quoted(quotes: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    marked = quotes[(quotes["use"] == "quotation") & (quotes["marks"] != "none")]
    return {key: list(zip(rows["start"], rows["end"], strict=True)) for key, rows in marked.groupby("article_id")}
