"""Everything that a learner sees and touches: the only package that knows Qt."""
