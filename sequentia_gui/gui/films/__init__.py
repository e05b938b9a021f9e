"""Films of the training: what is wanted, asked for in a dialog, made beside the window, cancelled at any time."""
