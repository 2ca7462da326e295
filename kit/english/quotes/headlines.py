"""Headlines: speakers in the clipped grammar of headlines, which the parser does not analyse.

Four forms, each asked only where the rules for prose found nobody: "Mayor: bridge safe"; "Bridge safe, mayor says";
"Bridge safe – mayor"; "‘It is safe’: mayor opens bridge".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.data import word_set
from kit.english.lexicon import reporting
from kit.english.people import names
from kit.english.quotes.cues import Cue
from kit.english.quotes.source_extent import Source, trim_source
from kit.english.typed import STROKES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.english.doc import Doc, Token
    from kit.english.lexicon.reporting import Word
    from kit.english.quotes.marked_spans import Marked

# Who speaks is named in no more words than this; fewer than this many words are no statement.
LONGEST_VOICE, SHORTEST_STATEMENT = 5, 3
_SPEAKING = word_set("speakers of headlines")


class Headlined(NamedTuple):
    """Tokens `start:end` that a headline reports, by whom, by which verb if any, and the rule."""

    start: int
    end: int
    source: Source
    cue: Cue | None
    rule: str


def read_headlines(doc: Doc, marked: Sequence[Marked]) -> list[Headlined]:
    """What the headlines of an article report in one of the four forms."""
    # In headlines, capitals throughout, much is taken for a name: only the running text tells who is one.
    named = {t.text for ent in doc.ents if ent.label_ == "PERSON" and ent.sent.role == "body" for t in ent}
    found = []
    for sentence in doc.sentences:
        if sentence.role == "headline":
            tokens = list(sentence)
            while tokens and tokens[-1].text in {".", "!", "?"}:
                tokens.pop()
            inside = [m for m in marked if sentence.start <= m.start < sentence.end]
            one = (
                (_behind_quotation(tokens, inside, named) or _tag(tokens, named))
                if inside
                else _label(tokens, named) or _tag(tokens, named) or _dash(tokens, named)
            )
            found += [one] if one else []
    return found


def _label(tokens: list[Token], named: set[str]) -> Headlined | None:
    """Mayor: bridge is safe."""
    colon = next((n for n, t in enumerate(tokens) if t.text == ":"), 0)
    said = tokens[colon + 1 :]
    # "Mayor tells voters: …", where the analysis may see no verb
    verb = next((n for n in range(1, colon) if tokens[n].lower_.endswith("s") and _reporting(tokens[n])), colon)
    source = _voice(tokens[:verb], named)
    if source is None or not _is_statement(said):
        return None
    word = _reporting(tokens[verb])
    at = tokens[verb].i
    cue = Cue(word, at, at, at + 1, source) if word is not None else None
    return Headlined(said[0].i, said[-1].i + 1, source, cue, "quote.headline.label")


def _tag(tokens: list[Token], named: set[str]) -> Headlined | None:
    """Bridge safe, mayor says."""
    word = _reporting(tokens[-1]) if tokens else None
    comma = next((n for n in range(len(tokens) - 1, 0, -1) if tokens[n].text == ","), 0)
    source = _voice(tokens[comma + 1 : -1], named) if word and comma else None
    if word is None or source is None or comma < SHORTEST_STATEMENT:
        return None
    cue = Cue(word, tokens[-1].i, tokens[-1].i, tokens[-1].i + 1, source)
    return Headlined(tokens[0].i, tokens[comma].i, source, cue, "quote.headline.tag")


def _dash(tokens: list[Token], named: set[str]) -> Headlined | None:
    """Bridge is safe – mayor."""
    dash = next((n for n in range(len(tokens) - 1, 0, -1) if tokens[n].text in STROKES), 0)
    if not dash or not tokens[dash - 1].whitespace_:
        return None
    source, said = _voice(tokens[dash + 1 :], named), tokens[:dash]
    if source is None or not _is_statement(said):
        return None
    return Headlined(said[0].i, said[-1].i + 1, source, None, "quote.headline.dash")


def _behind_quotation(tokens: list[Token], marked: Sequence[Marked], named: set[str]) -> Headlined | None:
    """“It is safe”: mayor opens bridge."""
    first = marked[0]
    behind = [t for t in tokens if t.i >= first.end and t.text not in {"’", "'", "”", '"', "''"}]
    if first.start - tokens[0].i > 1 or not behind or behind[0].text != ":":
        return None
    run = behind[1 : 1 + LONGEST_VOICE]
    subject = next((run[: n + 1] for n in range(len(run)) if _voice(run[: n + 1], named) and run[n].dep_ != "pobj"), [])
    source = _voice(subject, named)
    if subject and subject[-1].tag_ == "NNS" and _does_something(run[len(subject) :]):
        return None  # "“It is safe”: nurses split": some of them said so, or somebody else
    return Headlined(first.start, first.end, source, None, "quote.headline.behind") if source else None


def _does_something(tokens: Sequence[Token]) -> bool:
    """Whether words begin with a verb that reports nothing."""
    return bool(tokens) and tokens[0].pos_ == "VERB" and reporting.verb(tokens[0].lemma_) is None


def _voice(tokens: Sequence[Token], named: set[str]) -> Source | None:
    """A run of words as a source, if it ends with a person's name or a word for one that speaks."""
    if not 0 < len(tokens) <= LONGEST_VOICE or any(t.is_punct for t in tokens):
        return None
    last = tokens[-1]
    words = {names.fold(last.text), names.fold(last.lemma_.lower()), names.fold(last.text.removesuffix("s"))}
    person = words & (_SPEAKING | names.person_nouns() | names.titles().keys())
    return trim_source(tokens) if person or last.text in named else None


def _reporting(token: Token) -> Word | None:
    """The word for "says" and "warn", whatever part of speech the analysis takes it for."""
    text = token.lower_
    word = reporting.verb(token.lemma_) or reporting.verb(text.removesuffix("s"))
    return word if word is not None and word.kind == "speech" else None


def _is_statement(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.text[0].isalnum()]
    return len(words) >= SHORTEST_STATEMENT and any(t.pos_ in {"VERB", "AUX"} for t in words)
