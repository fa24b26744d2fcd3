"""What others make of the schema: SDKs for .NET and Java, and the registry's page."""

from sevalla_provider.repository import HOMEPAGE
from tools.schemagen.properties import Json

LOGO = f"{HOMEPAGE}/raw/main/docs/logo.png"
"""Drawn in `logo.svg`; the generator for .NET puts it into its package, which takes no SVG."""

OTHER_LANGUAGES: Json = {
    "csharp": {
        "rootNamespace": "SevallaHosting",
        "namespaces": {"sevalla": "Sevalla", "privateconnect": "PrivateConnect"},
        "packageReferences": {"Pulumi": "3.*"},
        "respectSchemaVersion": True,
    },
    "java": {
        "basePackage": "com.sevalla",
        "buildFiles": "gradle",
        "dependencies": {"com.pulumi:pulumi": "1.16.0"},
    },
}
"""For `pulumi package gen-sdk`: nobody here builds these SDKs."""
