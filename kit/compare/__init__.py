"""Compare: answers from the tables: who is heard, what is named how, what is left out."""

from __future__ import annotations

from kit.compare.agreement import agreement
from kit.compare.names import contested, naming
from kit.compare.outlets import outlet_names
from kit.compare.verbs import reporting, verb_colours
from kit.compare.voice import not_heard, speakers_heard, voices
from kit.compare.wording import keywords, loaded_words

__all__ = [
    "agreement",
    "contested",
    "keywords",
    "loaded_words",
    "naming",
    "not_heard",
    "outlet_names",
    "reporting",
    "speakers_heard",
    "verb_colours",
    "voices",
]
