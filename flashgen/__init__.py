"""flashgen: plain reading notes to Anki decks."""

__version__ = "0.1.0"
