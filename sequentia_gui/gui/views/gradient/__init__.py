"""Gradient flow: how much of the error comes back to each layer, now and over time."""
