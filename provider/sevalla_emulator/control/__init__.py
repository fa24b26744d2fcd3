"""The control API: ``/_emulator``, where tests see and change what is behind the API."""
