"""The pages of the desk: each translates in, calls one action or selector, and translates out."""
