"""Sequentia: watch a small neural network learn, and see what its activation functions do."""

import os

# Before NumPy is first imported, and whatever the environment says: on matrices as small as ours a second thread
# only costs time and smoothness, and sums that are split differently would train to other weights.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

__version__ = "0.1.0"
