"""What articles have in common: nearly the same text, the same wire, the same event, one origin. Proposals only."""
