"""From records to a plan of pages: what is shown where, at which address. Pure: no file is read or written here."""
