"""All panels, in the order in which they are used: a new panel is one line here."""

from __future__ import annotations

from sequentia_gui.gui.panels.dataset import DatasetPanel
from sequentia_gui.gui.panels.drawing import DrawingPanel
from sequentia_gui.gui.panels.panel import Panel
from sequentia_gui.gui.panels.training import TrainingPanel

PANELS: tuple[type[Panel], ...] = (DatasetPanel, DrawingPanel, TrainingPanel)
