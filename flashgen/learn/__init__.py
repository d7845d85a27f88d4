"""What a person decides teaches: the weights of the signs moved towards the verdicts on a project's own cards."""

FILE = "weights.json"
"""Beside the ledger; by how much the project moves the weights that flashgen comes with."""
