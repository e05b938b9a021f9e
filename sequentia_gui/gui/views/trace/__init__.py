"""One point followed through the network, number by number."""
