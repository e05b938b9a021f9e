"""Running a network in time: the training thread, and the frozen messages that it exchanges with the window."""
