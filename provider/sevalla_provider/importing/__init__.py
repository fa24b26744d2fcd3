"""Import files and programs for what exists already."""
