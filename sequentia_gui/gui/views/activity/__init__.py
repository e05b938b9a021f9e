"""Which neurons switch on for which points."""
