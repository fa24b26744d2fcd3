"""What each resource is: its inputs, its outputs, its settled states, and the calls behind it."""
