"""Recours: the open complaints-handling and customer-satisfaction system for ISO 10002."""

__version__ = "0.1.0"
