"""How much of anything we take, in one table. Each limit is an error that names file, line, found and allowed."""

from __future__ import annotations

MB = 1_000_000

# Files people write
SITE_YAML_BYTES = 64_000
RECORD_BYTES = 2 * MB
RECORD_LINES = 50_000
RECORD_FACTS = 5_000
DRAFTED_FACTS = 500  # of one article; a person may add more
ENTITY_FILE_BYTES = 20 * MB
PROSE_BYTES = MB
LOCK_BYTES = 100 * MB
YAML_DEPTH = 32
SCALAR_CHARACTERS = 64_000
KEY_CHARACTERS = 128
FILE_NAME_BYTES = 200

# Articles
ARTICLE_BYTES = 20 * MB  # once decoded; a file may have twice as many (UTF-16)
FRONT_MATTER_BYTES = 64_000
HTML_DEPTH = 2_000
PROSE_NESTING = 90  # of Markdown; its parser drops what lies deeper than 100, so we refuse before

# Values
EVIDENCE_CHARACTERS = 20_000
EDTF_CHARACTERS = 64
ADDRESS_CHARACTERS = 2_048
