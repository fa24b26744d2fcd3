"""Marks for tests of what one way in does, and the other does not."""

import pytest
from tools.workbench.ways import DYNAMIC, NATIVE

ONLY_DYNAMIC = pytest.mark.parametrize("way", [DYNAMIC], ids=["dynamic"], indirect=True)
ONLY_NATIVE = pytest.mark.parametrize("way", [NATIVE], ids=["native"], indirect=True)
