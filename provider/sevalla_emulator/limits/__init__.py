"""Rate limits: which buckets a request falls in, their windows, and the headers that tell."""
