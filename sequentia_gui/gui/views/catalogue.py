"""All views, in the order in which they are read: a new view is one line here."""

from __future__ import annotations

from sequentia_gui.gui.views.activity import ActivityView
from sequentia_gui.gui.views.decision_plane import DecisionPlane
from sequentia_gui.gui.views.fold import FoldView
from sequentia_gui.gui.views.gradient.view import GradientView
from sequentia_gui.gui.views.loss import LossView
from sequentia_gui.gui.views.network_view import NetworkView
from sequentia_gui.gui.views.regions import RegionsView
from sequentia_gui.gui.views.sparsity.view import SparsityView
from sequentia_gui.gui.views.switch.view import SwitchView
from sequentia_gui.gui.views.trace.view import TraceView
from sequentia_gui.gui.views.view import View

VIEWS: tuple[type[View], ...] = (
    NetworkView,
    TraceView,
    DecisionPlane,
    RegionsView,
    FoldView,
    SwitchView,
    LossView,
    GradientView,
    ActivityView,
    SparsityView,
)
