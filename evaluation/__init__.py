"""What planparse claims, measured: gold labels, scores, benchmarks and training data."""
