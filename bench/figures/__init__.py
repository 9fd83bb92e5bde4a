"""One module a figure: `measure(scale)` gives a Figure."""
