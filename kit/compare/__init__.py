"""Compare: answers from the tables: who is heard, what is named how, what was not found."""

from __future__ import annotations

from kit.compare.absences import absences
from kit.compare.agreement import agreement
from kit.compare.apparatus import apparatus
from kit.compare.collation import collation
from kit.compare.contradictions import contradictions
from kit.compare.coverage import coverage, lone_statements, omissions
from kit.compare.findings import findings
from kit.compare.flags import flags
from kit.compare.keywords import keywords, loaded_words
from kit.compare.naming import contested, naming
from kit.compare.numbers import numbers
from kit.compare.outlets import outlet_names
from kit.compare.overview import nearness, overview
from kit.compare.passages import passages
from kit.compare.position import depth, focus, order, weight
from kit.compare.quote_days import publication_days, quote_days
from kit.compare.time_disagreements import time_disagreements
from kit.compare.times import dated, lone_times, unresolved_times
from kit.compare.verbs import reporting, verb_colours
from kit.compare.versions import versions
from kit.compare.voice import not_heard, speakers_heard, voices

__all__ = [
    "absences",
    "agreement",
    "apparatus",
    "collation",
    "contested",
    "contradictions",
    "coverage",
    "dated",
    "depth",
    "findings",
    "flags",
    "focus",
    "keywords",
    "loaded_words",
    "lone_statements",
    "lone_times",
    "naming",
    "nearness",
    "not_heard",
    "numbers",
    "omissions",
    "order",
    "outlet_names",
    "overview",
    "passages",
    "publication_days",
    "quote_days",
    "reporting",
    "speakers_heard",
    "time_disagreements",
    "unresolved_times",
    "verb_colours",
    "versions",
    "voices",
    "weight",
]
