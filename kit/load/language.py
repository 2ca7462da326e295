"""Language: which language a text is written in; a text too short to tell stays without."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kit.data import word_set

# Below this many letters the classifier errs often; the languages of names alone mislead it.
LETTERS = 80
# What the classifier must be sure of; on whole articles it nearly always is (0.99 and more).
SURE = 0.9
# A text of which this share are common words that tell English, and this many different ones, is English: the classifier,
# 70 MB that take half a second to unpack, need not be asked.
SHARE, KINDS = 0.2, 8
# In these languages press databases and archives name the language of a text.
NAMING = ("en", "de", "fr", "es", "it", "nl", "pt", "da", "sv", "pl")
# The beginning of a text is enough to tell its language.
SAMPLE = 4_000

_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None (Lui & Baldwin 2012, as py3langid).

    >>> find_language("The bridge over the river was opened on Friday by the mayor, who said that it had taken ten years to build.")
    'en'
    >>> find_language("Ardenvale 3-2") is None
    True

    A text in two languages gets that of its first pages.
    """
    sample = _ADDRESS.sub(" ", text[:SAMPLE])
    if sum(map(str.isalpha, sample)) < LETTERS and not re.search(
        r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{12}", sample
    ):
        return None
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    plain = [word for word in words if word in word_set("common words that tell English")]
    if len(plain) >= SHARE * len(words) and len(set(plain)) >= KINDS:
        return "en"
    code, probability = _classifier().classify(sample)
    return str(code) if float(probability) >= SURE else None


def code_of(stated: str) -> str | None:
    r"""The code of a language that is stated by its code or its name, in any language of `NAMING`; None if it is neither.

    >>> code_of("en-GB"), code_of("\u00a0ENGLISH"), code_of("GERMAN; DEUTSCH"), code_of("anglais"), code_of("Echo")
    ('en', 'en', 'de', 'en', None)
    """
    for part in re.split(r"[;,/|()]", stated):
        word = " ".join(part.split()).casefold()
        if re.fullmatch(r"[a-z]{2}(?:[-_]\w{2,8})?", word):
            return word[:2]
        if word in names():
            return names()[word]
    return None


@cache
def names() -> dict[str, str]:
    """The names of languages, in small letters, as CLDR writes them in the languages of `NAMING`, to their codes."""
    from babel import Locale

    made: dict[str, str] = {}
    for naming in NAMING:
        for code, name in Locale(naming).languages.items():
            if len(code) == 2:
                made.setdefault(str(name).casefold(), code)
    return made


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
