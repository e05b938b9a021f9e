"""The switch: what the activation of a layer makes of the sums that reach it."""
