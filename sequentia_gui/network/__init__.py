"""The mathematics of a small neural network, in NumPy and nothing else."""
