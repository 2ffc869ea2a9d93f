"""The readers of time expressions, one idea a module; dates.py finds the places where they run."""
