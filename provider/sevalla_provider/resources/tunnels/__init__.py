"""Private Connect: tunnels and what belongs to one."""
