"""A language model as one more rule: asked only where the person wants it, and held to the notes word by word.

``prompts`` says what to ask, ``take`` reads what came back, ``answers`` keeps it in a file beside the notes, and
``join`` puts it among what the rules found; ``looks`` shows the cards that came of it to the model once more, and
``looked`` reads what it thinks of them. Only ``endpoint`` calls anything, for the loop in ``run``, and only where
``settings`` name an address and ``consent`` was given.
"""

FILE = "answers.jsonl"
"""Beside flashgen.yaml: what was answered."""
