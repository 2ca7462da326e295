"""How JupyterLab is started."""

from __future__ import annotations

from kit import jupyter


def test_lab_asks_nobody_for_news_or_updates():
    """The command that opens the notebooks turns off all that JupyterLab would ask the network for by itself."""
    made = jupyter.command(browser=False)
    assert {"--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"} <= set(made)
    assert "--no-browser" in made
