"""What a program can look up: a file for each kind of question."""
