"""The promise that every panel keeps: it shows the present experiment, and turns what a person does into edits."""

from __future__ import annotations

from sequentia_gui.gui.part import Part


class Panel(Part):
    """A set of controls. It connects only to signals that a person causes, so showing never edits."""
