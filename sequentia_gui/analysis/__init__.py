"""What can be seen in a network at one moment: pure functions from a snapshot to a finding."""
