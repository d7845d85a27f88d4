"""The English that finding facts and wording them needs. Nothing here knows of files, rules or Anki."""
