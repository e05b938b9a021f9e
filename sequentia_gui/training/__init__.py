"""Running a network in time: what trains, and the frozen messages that it exchanges with the window."""

TRAINING_PROCESS = "--training-process"
"""The command-line option by which the program starts itself again, without a window, to train for this one."""
