"""The forms that a report comes in, a file each: a report goes in, a text comes out."""
