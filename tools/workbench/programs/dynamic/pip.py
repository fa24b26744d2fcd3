"""Answers `pip list`, by which the language host looks for plugins at each command: none.

The real one takes half a second each time. The example and the demo run with that.
"""

print("[]")
