"""Outbound correspondence: what is written to people, frozen when queued, and how it leaves."""
