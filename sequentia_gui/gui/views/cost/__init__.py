"""The cost view: how long each switch takes, for how many values at a time, on this machine."""
