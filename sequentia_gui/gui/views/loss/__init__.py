"""How wrong the network is, epoch by epoch."""
