"""What a build has found, told to people: counts for the terminal, and one offline page with everything.

The page names what was read and what was skipped, shows findings with their sentences, and lists the
sentences that look as if they should have said something and gave nothing.
"""

from lcgraph.report.digest import Built, Digest, digest
from lcgraph.report.page import write_report
from lcgraph.report.sentences import Part, marked

__all__ = ["Built", "Digest", "Part", "digest", "marked", "write_report"]
