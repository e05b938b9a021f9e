"""Panels change the experiment: data, training, transport."""
