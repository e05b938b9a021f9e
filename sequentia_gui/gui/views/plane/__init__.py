"""What the pictures of the plane have in common."""
