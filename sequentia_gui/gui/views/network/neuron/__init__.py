"""One neuron, large: its sum, its switch, and the line that it draws through the plane."""
