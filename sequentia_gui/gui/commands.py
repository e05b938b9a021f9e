"""Everything the program can be told to do, in one table: its name, menu, keys, sign and explanation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from sequentia_gui.experiment import edits
from sequentia_gui.gui.clipboard import copy_experiment, paste_experiment
from sequentia_gui.gui.command import Command, Desk
from sequentia_gui.gui.export_commands import EXPORT_COMMANDS
from sequentia_gui.gui.view_state import Look


def _say(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def train(desk: Desk) -> None:
    """Start or pause; where nothing can be learnt, say why."""
    points = desk.document.now.points
    if desk.playback.is_playing:
        desk.playback.pause()
    elif _has_training_points(desk):
        _warn_of_one_class(desk)
        desk.playback.play()
    elif len(points):
        desk.view_state.set(notice=_say("All points are held out for testing: there is nothing to train on."))


def _has_training_points(desk: Desk) -> bool:
    points = desk.document.now.points
    if not len(points):
        desk.view_state.set(
            notice=_say("There is nothing to learn yet: draw some points on the plane first.")
        )
    return bool((~points.held_out).any())


def _warn_of_one_class(desk: Desk) -> None:
    points = desk.document.now.points
    if len(set(points.label[~points.held_out].tolist())) == 1:
        desk.view_state.set(
            notice=_say("All training points are of one class: the network can only learn to say that class.")
        )


def _step(desk: Desk, take: Callable[[], None]) -> None:
    if _has_training_points(desk):
        take()


def reset(desk: Desk) -> None:
    """Begin again with the same first weights."""
    desk.playback.pause()
    desk.document.apply(desk.document.now, _say("Reset the weights"), start="fresh")


def draw_weights(desk: Desk) -> None:
    """Begin again with other first weights."""
    desk.playback.pause()
    desk.document.edit(edits.draw_new_weights, _say("Draw new weights"), start="fresh")


def _toggle(field: str) -> Callable[[Desk], None]:
    return lambda desk: desk.view_state.set(**{field: not getattr(desk.view_state.now, field)})


def _looks(field: str, value: object = True) -> Callable[[Desk], bool]:
    return lambda desk: getattr(_look(desk), field) == value


def _look(desk: Desk) -> Look:
    return desk.view_state.now


def _tool(name: str) -> Callable[[Desk], None]:
    return lambda desk: desk.view_state.set(tool=name)


def _theme(name: str) -> Callable[[Desk], None]:
    return lambda desk: desk.appearance.choose_theme(name)


def _has_theme(name: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.appearance.theme_choice() == name


def _add_layer(desk: Desk) -> None:
    desk.document.edit(lambda now: edits.add_layer(now, len(now.network.layers)), _say("Add a layer"))


def _remove_layer(desk: Desk) -> None:
    desk.document.edit(
        lambda now: edits.remove_layer(now, len(now.network.layers) - 1), _say("Remove a layer")
    )


def _has_layers(desk: Desk) -> bool:
    return bool(desk.document.now.network.layers)


def _shown_plane(desk: Desk) -> str:
    """The one of the planes that can be drawn on that is on screen."""
    return next((name for name in _look(desk).shown if name in _PLANES), _PLANES[0])


def _has_hinges(desk: Desk) -> bool:
    return _shown_plane(desk) in _look(desk).hinges_over


def _toggle_hinges(desk: Desk) -> None:
    names = {*_look(desk).hinges_over} ^ {_shown_plane(desk)}
    desk.view_state.set(hinges_over=tuple(sorted(names)))


def _toggle_tint(desk: Desk) -> None:
    desk.view_state.set(tint="pattern" if _look(desk).tint == "slope" else "slope")


_PLANES = ("decision", "regions")

COMMANDS: tuple[Command, ...] = (
    Command(
        "new", "File", "New experiment", "Start over with two moons and a small network.",
        lambda desk: desk.files.new(), ("Ctrl+N",),
    ),
    Command(
        "open", "File", "Open…", "Open an experiment that was saved before.",
        lambda desk: desk.files.open(), ("Ctrl+O",), "open",
    ),
    Command(
        "save", "File", "Save", "Save the points, the network and its weights to one file.",
        lambda desk: desk.files.save(), ("Ctrl+S",), "save",
    ),
    Command(
        "save_as", "File", "Save as…", "Save to another file.",
        lambda desk: desk.files.save_as(), ("Ctrl+Shift+S",),
    ),
    Command(
        "open_points", "File", "Open points (CSV)…", "Use points of your own: two columns of numbers and a label.",
        lambda desk: desk.files.open_points(), ("Ctrl+Shift+O",),
    ),
    Command(
        "copy_text", "File", "Copy as text", "A short line of text for a chat or a worksheet: all but the weights.",
        lambda desk: copy_experiment(desk.document, desk.view_state), ("Ctrl+Shift+C",),
    ),
    Command(
        "paste_text", "File", "Paste experiment", "Open the experiment whose text you have copied.",
        lambda desk: paste_experiment(desk.files), ("Ctrl+Shift+V",),
    ),
    Command("quit", "File", "Quit", "Close the program.", lambda desk: desk.stage.close(), ("Ctrl+Q",)),
    *EXPORT_COMMANDS,
    Command(
        "undo", "Edit", "Undo", "Take back what you did last.",
        lambda desk: desk.document.undo(), ("Ctrl+Z",), "undo",
        enabled=lambda desk: desk.document.undo_label is not None,
    ),
    Command(
        "redo", "Edit", "Redo", "Do again what you took back.",
        lambda desk: desk.document.redo(), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo",
        enabled=lambda desk: desk.document.redo_label is not None,
    ),
    Command(
        "tool_point", "Edit", "Put points", "Click puts a point; dragging puts a row of them.",
        _tool("point"), ("Ctrl+1",), "point", _looks("tool", "point"),
    ),
    Command(
        "tool_spray", "Edit", "Spray points", "Dragging scatters points around the pointer.",
        _tool("spray"), ("Ctrl+2",), "spray", _looks("tool", "spray"),
    ),
    Command(
        "tool_move", "Edit", "Move points", "Drag points to another place.",
        _tool("move"), ("Ctrl+3",), "move", _looks("tool", "move"),
    ),
    Command(
        "tool_erase", "Edit", "Erase points", "Dragging removes the points under the pointer.",
        _tool("erase"), ("Ctrl+4",), "erase", _looks("tool", "erase"),
    ),
    Command(
        "clear", "Edit", "Clear all points", "Empty the plane, to draw points of your own.",
        lambda desk: desk.document.edit(edits.clear_points, _say("Clear all points")), ("Ctrl+Shift+K",), "clear",
    ),
    Command(
        "scale", "Edit", "Fit points to the plane", "Shift and scale the points so that they fill the plane.",
        lambda desk: desk.document.edit(edits.scale_to_plane, _say("Fit points to the plane")),
    ),
    Command(
        "add_layer", "Network", "Add a layer", "Put one more hidden layer before the output.",
        _add_layer, ("Ctrl+L",), "add",
    ),
    Command(
        "remove_layer", "Network", "Remove the last layer", "Take the last hidden layer out; the others keep theirs.",
        _remove_layer, ("Ctrl+Shift+L",), "remove", enabled=_has_layers,
    ),
    Command(
        "train", "Training", "Train", "Train or pause. One epoch shows the network every training point once.",
        train, ("Ctrl+T", "Ctrl+Return"), "play",
    ),
    Command(
        "step_batch", "Training", "One batch", "Learn from one batch of points: a single step downhill.",
        lambda desk: _step(desk, desk.playback.step_batch), ("Ctrl+B",), "step",
    ),
    Command(
        "step_epoch", "Training", "One epoch", "Go on until every training point was used once more.",
        lambda desk: _step(desk, desk.playback.step_epoch), ("Ctrl+E",), "epoch",
    ),
    Command(
        "reset", "Training", "Reset", "Back to the same first weights: the same training can be watched again.",
        reset, ("Ctrl+R",), "reset",
    ),
    Command(
        "draw_weights", "Training", "New weights", "Draw other first weights: another start, perhaps another end.",
        draw_weights, ("Ctrl+Shift+R",), "dice",
    ),
    Command(
        "present", "View", "Present", "Full screen for a class, with large text. Esc comes back.",
        lambda desk: desk.appearance.toggle_present(), ("F5",), "present",
    ),
    Command(
        "leave_present", "View", "Leave full screen", "Come back to the window.",
        lambda desk: desk.appearance.leave_present(), ("Esc",),
    ),
    Command(
        "blank", "View", "Black screen", "In full screen: black while you speak. Any key brings the picture back.",
        lambda desk: desk.appearance.toggle_blank(), (".",),
        checked=lambda desk: desk.appearance.is_blank(), enabled=lambda desk: desk.appearance.is_presenting(),
    ),
    Command(
        "zoom_in", "View", "Larger", "Make everything larger.",
        lambda desk: desk.appearance.zoom(1), ("Ctrl++", "Ctrl+="),
    ),
    Command(
        "zoom_out", "View", "Smaller", "Make everything smaller.",
        lambda desk: desk.appearance.zoom(-1), ("Ctrl+-",),
    ),
    Command("zoom_none", "View", "Normal size", "Back to 100 %.", lambda desk: desk.appearance.zoom(0), ("Ctrl+0",)),
    Command(
        "show_train", "View", "Train points", "Show the points that the network learns from.",
        _toggle("show_train"), checked=_looks("show_train"), foot=_PLANES,
    ),
    Command(
        "show_test", "View", "Test points", "Show the points that were held out: the network never learns from them.",
        _toggle("show_test"), checked=_looks("show_test"), foot=_PLANES,
    ),
    Command(
        "show_boundary", "View", "Boundary", "Draw the line where the network changes its mind.",
        _toggle("show_boundary"), sign="boundary", checked=_looks("show_boundary"),
    ),
    Command(
        "discretise", "View", "Flat colours", "Colour by the decision alone, not by how sure the network is.",
        _toggle("discretise"), checked=_looks("discretise"), foot=("decision",),
    ),
    Command(
        "hinges", "View", "Hinges", "Draw the lines along which neurons switch: there the network bends.",
        _toggle_hinges, checked=_has_hinges, foot=_PLANES,
    ),
    Command(
        "tint_slope", "View", "Slopes",
        "Colour the pieces by where to and how steeply y rises; otherwise by the neurons that are on.",
        _toggle_tint, checked=_looks("tint", "slope"), foot=("regions",),
    ),
    Command(
        "reduce_motion", "View", "Reduce motion", "Show the fold as a row of stills: nothing moves.",
        _toggle("reduce_motion"), checked=_looks("reduce_motion"),
    ),
    Command(
        "log_loss", "View", "Loss on a log scale", "Equal steps on the axis are equal factors of the loss.",
        _toggle("log_loss"), checked=_looks("log_loss"),
    ),
    Command(
        "theme_system", "Theme", "Follow the system", "Light or dark, as the desktop is.",
        _theme("system"), checked=_has_theme("system"),
    ),
    Command("theme_light", "Theme", "Light", "Dark on white.", _theme("light"), checked=_has_theme("light")),
    Command("theme_dark", "Theme", "Dark", "White on dark.", _theme("dark"), checked=_has_theme("dark")),
    Command(
        "theme_contrast", "Theme", "High contrast", "For a weak projector or tired eyes.",
        _theme("contrast"), checked=_has_theme("contrast"),
    ),
    Command(
        "shortcuts", "Help", "Keyboard shortcuts", "All keys on one page.",
        lambda desk: desk.stage.show_shortcuts(), ("F1",),
    ),
    Command("about", "Help", "About Sequentia", "What this program is.", lambda desk: desk.stage.show_about()),
)  # fmt: skip

MENUS = ("File", "Export", "Edit", "Network", "Training", "View", "Theme", "Help")
