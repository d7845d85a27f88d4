"""Facts from a language model, where a person wants one: asked for, held to the notes, kept."""
