"""Layers without a switch between them, multiplied into one."""
