"""Who and what the facts speak of: authority files that people accepted, and the drafts that wait for them."""
