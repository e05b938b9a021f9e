"""Views show a frame of training: the decision plane, the network, the activation, the loss, the activity."""
