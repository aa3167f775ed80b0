"""The command line: reads what was typed, calls one function of the library, shows what came of it.

This room alone catches errors, writes to the terminal, and knows exit codes: 0 done, 1 the input is at
fault, 2 wrongly called, 130 interrupted.
"""

from lcgraph.cli.main import main

__all__ = ["main"]
