"""The flashgen.yaml that ``flashgen init`` writes: every setting with its default, commented out."""

from flashgen.ask import settings as asking
from flashgen.drill import settings as drilling

TEMPLATE = (
    """\
# What flashgen does with the notes in this folder and the folders below it.
# Each setting is shown with its default; take the '#' before it away to change it.

# The deck that holds all others. Empty: each folder, or each file in this folder, has a deck of its own.
#deck: ""

# Tags that every note in Anki gets, such as [biology, exam].
#tags: []

# Files and folders with reading notes, relative to this file; folders are read with all that is below them.
#notes: ["."]

# Files to read in these folders. A pattern without '/' is matched with the file's name, one with '/' with
# its path relative to this file; ** stands for any number of folders. Upper and lower case are the same.
#include: ["*.md", "*.markdown", "*.mdown", "*.txt", "*.text", "*.rst"]

# Files and folders to leave out, such as [drafts, "**/old/*.md"]. Hidden ones are always left out.
#exclude: []

# How sure flashgen must be of a card, from 0 to 1; below that it is held for you to look at.
#bar: 0.7

# Rules that are not to be used; `flashgen rules` lists them.
#rules_off: []

# The name of your Obsidian vault, where the notes are in one: each card then links to its note.
#vault: ""

# The web address under which the notes are published, such as https://example.org/notes.
#url: ""

# The folder for finished decks, relative to this file; where this file is in a folder called cards_src,
# relative to the folder above it.
#output: build

"""
    + drilling.TEMPLATE
    + "\n"
    + asking.TEMPLATE
)
