"""From the models to `schema.json`, Pulumi's description of a package."""
