"""The pieces in which the network is one straight map."""
