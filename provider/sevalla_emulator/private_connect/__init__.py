"""The Private Connect API: tunnels, and the agents, connections and shares around them."""
