"""Drilling a project's cards in the terminal: scheduling, the store of answers, the dialogue, and its statistics.

    ledger.jsonl -> cards -> queue -> dialogue -> drill.sqlite3

The dialogue is a value that events change; the clock is an argument everywhere; only ``deck``, ``store`` and
``opening`` touch the project's files.
"""
