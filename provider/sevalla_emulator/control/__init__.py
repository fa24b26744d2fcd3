"""The control API: ``/_emulator``, where tests look behind the API and turn its screws."""
