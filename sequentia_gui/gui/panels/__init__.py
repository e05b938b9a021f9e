"""Panels change the experiment: data, drawing, training."""
