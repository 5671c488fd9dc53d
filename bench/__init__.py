"""What things cost, side by side: `make bench`."""
