"""Write `schema.json`, and the programs in the registry's pages: `make schema` runs this."""

from tools.schemagen import pages
from tools.schemagen.package import SCHEMA, text

SCHEMA.write_text(text(), "utf-8")
pages.write()
