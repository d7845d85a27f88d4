"""Where notes go: one output a file."""
