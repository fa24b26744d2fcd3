"""Applications and what belongs to one."""
