"""Measures this project side by side with what people would use instead. Start it with `make bench`."""
