"""How a checkout becomes what people install: an executable with all it needs, packed for each system."""
