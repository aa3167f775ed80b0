"""Lets ``python -m lcgraph`` do what ``lcgraph`` does."""

from lcgraph.cli import main

main()
