"""Which class the network gives to each place."""
