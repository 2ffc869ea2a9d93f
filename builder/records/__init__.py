"""Fact records: reading, writing, editing in place, checking and merging the YAML that people own."""
