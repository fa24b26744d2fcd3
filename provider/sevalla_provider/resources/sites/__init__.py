"""Static sites and what belongs to one."""
