"""What a release consists of, built into one folder: `make dist` runs this."""
