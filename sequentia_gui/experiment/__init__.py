"""What the learner designed: immutable values, and the pure edits that turn one into the next."""
