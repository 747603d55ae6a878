"""A sample organisation with cases of all kinds, made through the actions that people use."""
