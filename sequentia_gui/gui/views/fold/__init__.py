"""The plane as each layer sees it."""
