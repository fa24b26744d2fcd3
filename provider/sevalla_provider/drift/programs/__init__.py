"""Programs for what is there already, a file for each language."""
