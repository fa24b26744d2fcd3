"""What belongs to the company as a whole, and not to one application."""
