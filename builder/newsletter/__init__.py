"""`waqai newsletter`: from reviewed facts to an issue that can be mailed, and that stays on the site."""
