"""Uses: what marks are for, when nobody is quoted in them: titles, and words held at arm's length."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.doc import Doc
    from kit.quotes.attribution import Marked, Verdict

# Words before the marks that announce a title.
_TITLED = frozenset(
    "titled entitled headlined book film movie song album novel show series article essay episode play documentary "
    "poem single column musical podcast magazine sitcom report memoir op-ed ballad anthem hit comedy drama program "
    "programme segment spot ad".split()
)
_NAMED = frozenset("so-called known dubbed nicknamed named aka called".split())
# Marks around so few words, with nobody in sight, quote nobody.
SHORT = 4


def use_of(doc: Doc, m: Marked, verdict: Verdict | None) -> str:
    """`quotation`, `title` or `scare`."""
    words = [t for t in doc.tokens[m.start : m.end] if any(c.isalnum() for c in t.text)]
    ahead = [
        t for t in doc.tokens[max(0, m.before[0]) : m.before[1]] if any(c.isalnum() for c in t.text) or t.text == ","
    ]
    last = [t.lower_ for t in ahead[-2:]]
    if set(last) & _TITLED and words and words[0].text[:1].isupper():
        return "title"
    if verdict is not None:
        return "quotation"
    capitals = [t for t in words if t.text[:1].isupper()]
    small = {"DT", "IN", "CC", "TO", "PRP$"}
    if len(words) > 1 and all(t.text[:1].isupper() or t.tag_ in small for t in words) and len(capitals) > 1:
        return "title"
    if len(words) <= SHORT or (ahead and last and last[-1] in _NAMED):
        return "scare"
    return (
        "quotation" if len(words) > 2 * SHORT or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in words) else "scare"
    )
