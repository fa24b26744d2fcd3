"""The verbs of a resource's life, the same for every resource: a file each."""
