"""Load balancers, where they lead, and the names that they answer to."""
