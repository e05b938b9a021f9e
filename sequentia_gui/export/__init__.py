"""Export takes an experiment and its weights out of the program: as code to read and run, as a model, as tables."""
