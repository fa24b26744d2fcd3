"""What every suite does with its memory."""

import gc


def pytest_configure() -> None:
    # Modules, models and thousands of tests are made, and all of it stays.
    gc.disable()


def pytest_collection_finish() -> None:
    """Let the collector look no more through what stays, but at what tests leave."""
    gc.freeze()
    gc.enable()
