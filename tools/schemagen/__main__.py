"""Write `schema.json`: `make schema` runs this."""

from tools.schemagen.package import SCHEMA, text

SCHEMA.write_text(text(), "utf-8")
