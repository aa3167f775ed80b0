"""Where the data folders are: inside an installed wheel, or beside the package in the repository.

Three folders of data travel with the program: ``ontology/``, ``queries/`` and ``data/``. In a
wheel they lie in ``lcgraph/_resources/``; in a checkout they are the folders of the top level.
Each folder has one doorkeeper module; this one only knows where the doors are.
"""

from pathlib import Path

_PACKAGED = Path(__file__).parent / "_resources"
_REPOSITORY = Path(__file__).parent.parent


def resource(*parts: str) -> Path:
    """The path of a data file or folder that travels with the program.

    Args:
        parts: Path components below the top level, such as ``"ontology", "lcgraph.ttl"``.

    Returns:
        The packaged copy where there is one, else the repository's.

    >>> resource("ontology").name
    'ontology'
    """
    base = _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY
    return base.joinpath(*parts)
