"""Layers, neurons and weights."""
