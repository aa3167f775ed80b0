"""What all pages share: the graph, the templates, the headers, and what is said when something goes wrong."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lcgraph.drawing import class_words, icon
from lcgraph.errors import LCGraphError
from lcgraph.explorer.addresses import DATA, Addresses, base_of
from lcgraph.explorer.figures import number
from lcgraph.explorer.holdings import Holdings
from lcgraph.explorer.keeping import Kept
from lcgraph.explorer.searching import Search
from lcgraph.explorer.statements import hedged_things
from lcgraph.network import network_from
from lcgraph.queries import Query, Table, list_networks, list_questions, trace
from lcgraph.serving import Pool
from lcgraph.serving.formats import HTML, Media, choose
from lcgraph.store import Store, open_store

#: Content Security Policy, Level 3: scripts, styles and frames of this server only, and nothing in line.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_HERE = Path(__file__).parent
_DATA = tuple(Media(type, ending) for ending, (_, type) in DATA.items())
_WORDS = {404: "There is no such page", 400: "That cannot be answered"}


class Site:
    """A graph and all that its pages are made of.

    Args:
        store: The graph, which must not change any more; only pages of this room ask it.
        pool: Who answers the queries of visitors.
        folders: Where the paths of texts may start.
    """

    def __init__(self, store: Store, pool: Pool, folders: Sequence[Path] = (Path(),)) -> None:
        self.store = store
        self.pool = pool
        self.folders = tuple(folders)
        self.holdings = Holdings(store)
        self.search = Search(self.holdings)
        self.addresses = Addresses(base_of(self.holdings.things))
        self.pictures = Kept()
        #: Changes with every start, so that a browser does not use the scripts of the last version.
        self.version = secrets.token_hex(4)

    @cached_property
    def questions(self) -> list[Query]:
        """All questions that can be asked."""
        return list_questions()

    @cached_property
    def networks(self) -> list[Query]:
        """All networks that can be drawn."""
        return list_networks()

    @cached_property
    def hedged(self) -> dict[str, str]:
        """The partnerships and figures that are no facts, which lists of names have to say."""
        return hedged_things(self.store)

    def warm(self) -> None:
        """Do once what the first visitor would wait for."""
        with suppress(LCGraphError):  # the site may be closed before its first visitor
            self.holdings.count()
            trace(self.questions[0], open_store())
            network_from(open_store(), Table(("source", "target"), ()), name=self.networks[0].name, title="")

    @cached_property
    def templates(self) -> Environment:
        """The templates, in which everything is escaped."""
        found = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        found.filters.update(class_words=class_name, icon=icon, number=number, plural=plural)
        found.globals.update(
            page=self.addresses.page, data=self.addresses.data, version=self.version, site=self
        )
        return found

    def render(self, template: str, request: Request, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page.

        Args:
            template: The template's name.
            request: What was asked.
            status: The status of the answer.
            values: What the template shows.
        """
        text = self.templates.get_template(template).render(path=request.url.path, **values)
        return page_response(text, POLICY, status)

    def view(self, answer: "Callable[[Site, Request], Response]") -> Callable[[Request], Response]:
        """An endpoint that shows a page when it fails; it runs in a thread of its own.

        Args:
            answer: What makes the response.
        """

        def respond(request: Request) -> Response:
            try:
                return answer(self, request)
            except HTTPException as error:
                return self.failed(request, error.status_code, error.detail)
            except LCGraphError as error:
                return self.failed(request, 400, str(error))

        return respond

    def failed(self, request: Request, status: int, why: str) -> HTMLResponse:
        """The page that says what went wrong and where to go on."""
        heading = _WORDS.get(status, _WORDS[400])
        return self.render("failed.html", request, status=status, heading=heading, why=why)


def page_response(text: str, policy: str, status: int = 200) -> HTMLResponse:
    """A page with its security policy; half characters, which no page can hold, become question marks."""
    headers = {"Content-Security-Policy": policy, "Vary": "Accept", "Cache-Control": "no-cache"}
    return HTMLResponse(text.encode("utf-8", "replace"), status, headers)


def wanted(request: Request) -> str:
    """The ending of `DATA` in which a client likes a page best; empty for the page itself."""
    accept = ",".join(request.headers.getlist("accept"))
    media = choose(accept, (HTML, *_DATA))
    return "" if media in (None, HTML) else media.format


def class_name(name: str) -> str:
    """A class as pages call it.

    >>> class_name("PublicAuthority"), class_name("Observation")
    ('Public authority', 'Figure')
    """
    return "Figure" if name == "Observation" else class_words(name)


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> plural(1, "sentence"), plural(2000, "country", "countries")
    ('1 sentence', '2,000 countries')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
