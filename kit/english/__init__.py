"""English: what one text says. Each folder answers one question about texts and word lists; none reads files.

`annotate` runs spaCy and `doc` shows its result; `lexicon` holds the words; `people`, `quotes`, `timeline`, `words` and
`numbers` each take Docs and tables and give tables. Another language would be a folder beside this one.
"""
