"""The package as a whole: who makes it, how each language calls it, and all that is in it."""

import json
from pathlib import Path

from sevalla_provider.configuration import Configuration
from sevalla_provider.functions.catalogue import FUNCTIONS
from sevalla_provider.repository import GO_MODULE, HOMEPAGE, RELEASES, REPOSITORY
from sevalla_provider.resources.catalogue import CATALOGUE
from sevalla_provider.version import VERSION
from tools.schemagen.beyond import LOGO, OTHER_LANGUAGES
from tools.schemagen.functions import function
from tools.schemagen.properties import Json, Properties, Types, properties, required
from tools.schemagen.resources import resource

SCHEMA = Path(__file__).parents[2] / "schema.json"

DESCRIPTION = (
    "Applications of the Sevalla platform with all that belongs to them, and tunnels of Private "
    "Connect, as code."
)

METADATA: Json = {
    "name": "sevalla",
    "displayName": "Sevalla",
    "version": VERSION,
    "description": DESCRIPTION,
    "keywords": ["pulumi", "sevalla", "private-connect", "category/cloud", "kind/native"],
    "homepage": HOMEPAGE,
    "repository": HOMEPAGE,
    "license": "Apache-2.0",
    "publisher": REPOSITORY.split("/")[1],
    "pluginDownloadURL": RELEASES,
    "meta": {"moduleFormat": "(.*)", "supportPack": True},
}


def readme(language: str) -> str:
    return (
        f"# Sevalla for Pulumi programs in {language}\n\n{DESCRIPTION}\n\n"
        f"It needs Pulumi's plugin `sevalla` {VERSION}, which `pulumi-sevalla plugin install` "
        "installs, and an API key, either in the environment variable `SEVALLA_API_KEY` or set by "
        "`pulumi config set --secret sevalla:apiKey <key>`.\n"
    )


LANGUAGES: Json = {
    "python": {
        "packageName": "pulumi_sevalla",
        "pyproject": {"enabled": True},
        "respectSchemaVersion": True,
        "readme": readme("Python"),
    },
    "nodejs": {
        "packageName": "pulumi-sevalla",
        "packageDescription": DESCRIPTION,
        "typescriptVersion": "^5.0.0",
        "respectSchemaVersion": True,
        "readme": readme("Node.js"),
    },
    "go": {
        "modulePath": GO_MODULE,
        "importBasePath": f"{GO_MODULE}/sevalla",
        "generateResourceContainerTypes": True,
        "respectSchemaVersion": True,
    },
}


def text() -> str:
    return json.dumps(package(), indent=2, ensure_ascii=False) + "\n"


def package() -> Json:
    types = Types()
    resources = {each.token: resource(each, types) for each in CATALOGUE}
    functions = {each.token: function(each, types) for each in FUNCTIONS}
    settings = configuration(types)
    return {
        **METADATA,
        "logoUrl": LOGO,
        "language": LANGUAGES | OTHER_LANGUAGES,
        "config": {"variables": settings},
        "types": types.found,
        "provider": {
            "description": "How to reach the API: the configuration of a stack, or of one of "
            "several providers in it.",
            "inputProperties": settings,
            "requiredInputs": required(Configuration),
        },
        "resources": resources,
        "functions": functions,
    }


def configuration(types: Types) -> Properties:
    return properties(Configuration, types.at("sevalla:index:", owner="Provider"))
