"""What the charts have in common: axes, scales and lines."""
