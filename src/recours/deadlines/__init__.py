"""By when: calendars, rules, and the clocks that run on a case."""
