"""The style sheet and the scripts, as files of this server."""

from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lcgraph.drawing import base_style
from lcgraph.explorer.site import Site

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def file(site: Site, request: Request) -> Response:
    """A file of the site."""
    found = _files().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404, "There is no such file.")
    text, media = found
    return Response(text, media_type=media, headers={"Cache-Control": "max-age=86400"})


@cache
def _files() -> dict[str, tuple[str, str]]:
    """All files by name: what is not in here is not served, whatever a path says."""
    files = {
        path.name: (path.read_text(encoding="utf-8"), _TYPES[path.suffix])
        for path in sorted(_FOLDER.iterdir())
        if path.suffix in _TYPES
    }
    text, media = files["explorer.css"]
    return files | {"explorer.css": (base_style() + text, media)}
