"""What every package may use: no models, no domain."""
