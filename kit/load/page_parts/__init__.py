"""Page parts: what surrounds the running text of an article (headline, dateline, byline, credit, notices, dates)."""
