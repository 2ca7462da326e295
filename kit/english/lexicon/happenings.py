"""Lexicon: nouns of what is held at a set time and of what nobody plans."""

from __future__ import annotations

# Things told of beforehand: "will vote in Tuesday's election", where "will appeal Tuesday's ruling" looks back.
SCHEDULED = frozenset(
    """auction ballot birthday budget by-election caucus ceremony competition concert conference contest count debate deadline
    derby draw election event exam final fixture friendly funeral game gala hearing inauguration launch lunch march marathon
    match meeting opener opening poll primary protest qualifier race rally referendum rehearsal runoff semi-final semifinal
    session show showdown strike summit talk test tie trial trip visit vote walkout wedding""".split()
)


# Things that nobody plans: "the bombing on Tuesday" is over, whatever its clause looks ahead to.
SUDDEN = frozenset(
    """accident arrest arson assassination assault attack avalanche blackout blast blaze bombing breakdown capsizing clash collapse
    collision crash death derailment disappearance disaster drowning earthquake eruption escape execution explosion fall fire
    flood gunfight hijacking incident injury kidnapping killing landslide massacre mishap murder outage outbreak quake raid
    riot robbery scandal shooting shootout sinking slaying stabbing storm tornado tragedy tremor tsunami violence wreck""".split()
)
