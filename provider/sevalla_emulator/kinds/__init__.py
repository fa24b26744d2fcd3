"""The kinds of objects of the Sevalla API, a file for each."""
