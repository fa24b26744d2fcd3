"""Which version this is: wheel, plugin, schema and SDKs take it from here."""

VERSION = "0.1.0"
