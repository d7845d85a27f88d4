"""A person's word on the cards: ``edits.yaml`` beside flashgen.yaml, written by people and by the commands.

``values`` are what it holds, ``load`` reads and checks it, ``entries`` changes one entry in its text and nothing else.
``apply`` puts an edit on a note, ``written`` makes notes of the cards written by hand, ``fields`` reads a field back as
Markdown, ``journal`` remembers what the commands wrote, for ``flashgen undo``.
"""
