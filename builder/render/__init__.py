"""From a planned page to its bytes: templates, prose and static files."""
