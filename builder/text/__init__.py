"""Arabic text and dates, with no knowledge of news: folding, sentences, direction, collation, digits, EDTF."""
