"""Secrets of which the ends alone are shown."""

import pytest

from sevalla_provider.clients.masks import fits

TOKEN = "svl_ab0000wxyz"


@pytest.mark.parametrize("shown", ["svl_ab...wxyz", "svl_ab…wxyz", "svl_****", "****wxyz"])
def test_ends_that_fit(shown: str) -> None:
    assert fits(shown, TOKEN)


@pytest.mark.parametrize(
    "shown", ["svl_ab...wxyy", "svl_ac...wxyz", "", "****", TOKEN, None, "svl_ab0000w...0wxyz"]
)
def test_ends_that_do_not(shown: object) -> None:
    assert not fits(shown, TOKEN)
