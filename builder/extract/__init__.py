"""From an article as found to what it says: decoding, noise, header, dates, names, attribution, facts."""
