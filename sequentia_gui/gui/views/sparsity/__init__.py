"""How much of the network is silent, over time and neuron by neuron, and what can be done about neurons that died."""
