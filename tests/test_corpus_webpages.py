"""The visible text of web pages, whole or broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.corpus.webpages import visible_text


def text(page: str) -> str:
    return visible_text(page)[0]


def test_a_page_gives_its_text_and_its_title() -> None:
    page = """<!DOCTYPE html>
    <html><head><meta charset=utf-8><title> Port
      cities &amp; towns </title><style>p { color: red }</style></head>
    <body><nav><ul><li>Home</ul></nav>
    <h1>Port cities</h1>
    <p>Lodz is <b>no</b> port
       city.<!-- a remark --> <a href="a>b">Gdansk</a> is.</p>
    <script>if (a < b) document.write("<p>No</p>")</script>
    <ul><li>One<li>Two</ul>
    <table><tr><th>City<th>Since<tr><td>Gdansk<td>997</table>
    </body></html>"""
    assert visible_text(page) == (
        "Port cities\n\nLodz is no port city. Gdansk is.\n\nOne\n\nTwo\n\nCity\tSince\n\nGdansk\t997",
        "Port cities & towns",
    )


@pytest.mark.parametrize(
    ("page", "visible"),
    [
        ("a<br>b<br/><br>c", "a\nb\n\nc"),
        ("one <b> two </b>three", "one two three"),
        ("con<b>text</b>", "context"),
        ("&lt;p&gt; &eacute;&#233;&#xE9; &unknown; AT&T", "<p> ééé &unknown; AT&T"),
        ("4&nbsp;km", "4\u00a0km"),
        ("inno&shy;vation", "innovation"),
        ("&#0;&#xD800;&#13;a&#1;b", "\ufffd\ufffd ab"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("<pre>  a\n  b</pre>c", "a\n  b\n\nc"),
        ("a < b and c > d", "a < b and c > d"),
        ("profit <5% <p>next", "profit <5%\n\nnext"),
        ("a <b and no end", "a <b and no end"),
        ("a<!-- never closed <p>b", "a"),
        ("a<script>never closed <p>b", "a"),
        ("<head><title>T</title><p>The head was never closed", "The head was never closed"),
        ("<head><title>T</title>Nor here", "Nor here"),
        ("<div><nav>Menu</div><p>Text", "Text"),
        ("<svg><title>Logo</title><text>x</text></svg>a<svg/>b", "ab"),
        ("<SCRIPT>x</ScRiPt >a", "a"),
        ("<script src='x'/>a", "a"),
        ("<template><p>x</template>a", "a"),
        ("<?xml version='1.0'?><p>a", "a"),
        ("<title>never closed <p>a", "never closed\n\na"),
        ('<p class="never closed>a</p>b', "a\n\nb"),
        ("<p title='a > b' alt = \"c > d\">e", "e"),
        ("</p></nav></div>a", "a"),
        ("<textarea>a <b> c</textarea>", "a <b> c"),
    ],
)
def test_what_a_piece_of_a_page_shows(page: str, visible: str) -> None:
    assert text(page) == visible


def test_only_the_first_title_counts() -> None:
    assert visible_text("<svg><title>Logo</title></svg><title>One</title><title>Two</title>")[1] == "One"


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<", "</", "<a b='", "<!", "<a =", "<title>", "<textarea>", "<script></script ", "&#", "<b"],
)
def test_a_long_broken_page_is_read_to_its_end(piece: str) -> None:
    assert isinstance(text("<p>a" + piece * 100_000), str)


TAGS = [
    "<p>",
    "</p>",
    "<nav>",
    "</nav>",
    "<head>",
    "</head>",
    "<title>",
    "</title>",
    "<pre>",
    "</pre>",
    "<br>",
]
OTHER = [
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<",
    ">",
    "&amp;",
    "&#0;",
    "'",
    '"',
    "=",
    "<a b=",
    "a",
    " ",
    "\r",
]
MARKUP = st.sampled_from(TAGS + OTHER)


@given(st.lists(MARKUP | st.characters(codec="utf-8"), max_size=40).map("".join))
def test_any_page_gives_a_clean_text(page: str) -> None:
    visible, title = visible_text(page)
    assert visible == visible.strip()
    assert not set(visible) & set("\x00\r\x0b\x0c\x1f\ufffe")
    assert "\n" not in title
    visible.encode()


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=30))
def test_a_word_in_a_paragraph_comes_through_unchanged(word: str) -> None:
    assert text(f"<html><body><p>{word}</p>") == word
