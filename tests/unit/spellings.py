"""Every spelling of Pulumi's property paths, for `ignoreChanges`."""

OF_A_COUNT = (
    "*",
    "scalingStrategy",
    '["scalingStrategy"]',
    "scalingStrategy.config",
    'scalingStrategy["config"]',
    "scalingStrategy.*",
    "scalingStrategy.config.instanceCount",
    '["scalingStrategy"].config["instanceCount"]',
    "scalingStrategy.*.instanceCount",
    "*.config.*",
)
"""Those that lead to `scalingStrategy.config.instanceCount`."""

OF_A_WORD = (
    "livenessProbe.exec.command[1]",
    "livenessProbe.exec.command[*]",
    'livenessProbe["exec"]["command"][1]',
    "livenessProbe.*.command[1]",
)
"""Those that lead to the second word of a probe's command."""

ELSEWHERE = (
    "scaling",
    "scalingStrategy.type",
    "scalingStrategy.config.",
    "scalingStrategy..config",
    'scalingStrategy["config',
    "scalingStrategy[0]",
    "livenessProbe.exec.command[0]",
)
"""Those that lead to neither."""
