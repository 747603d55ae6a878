"""What helps people to handle a case well: how to go about it, what is due when, and who does what."""
