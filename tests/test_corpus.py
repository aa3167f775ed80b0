"""The corpus room: what becomes a document, what is skipped and why, and how bytes become text."""

import hashlib
import io
import os
import re
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcgraph.corpus import Reading, Skipped, read_documents, reread
from lcgraph.corpus.decoding import Unreadable, clean, decode
from lcgraph.corpus.naming import distinct_ids, printable, restored, slug, title_of
from lcgraph.errors import CorpusError

ID = re.compile(r"[a-z0-9-]+")
not_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder `texts` below the current folder."""
    monkeypatch.chdir(tmp_path)
    texts = tmp_path / "texts"
    texts.mkdir()
    return texts


def write(path: Path, content: str | bytes = "Lodz is a city.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def identifiers(reading: Reading) -> list[str]:
    return [document.identifier for document in reading.documents]


# --- documents ---------------------------------------------------------------------------------


def test_a_document_holds_the_text_its_digest_and_the_path_as_given(folder: Path) -> None:
    write(folder / "lodz.txt", "Łódź\r\nis a city.\r")
    (document,) = read_documents(["./texts/lodz.txt"]).documents
    assert document.text == "Łódź\nis a city.\n"
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.identifier == "./texts/lodz.txt"
    assert (document.id, document.title, document.media_type) == ("lodz", "lodz", "text/plain")


def test_a_single_path_need_not_be_a_list(folder: Path) -> None:
    write(folder / "a.txt")
    assert identifiers(read_documents("texts/a.txt")) == ["texts/a.txt"]
    assert identifiers(read_documents(Path("texts"))) == ["texts/a.txt"]


def test_a_folder_is_read_in_the_order_of_names_whatever_their_depth(folder: Path) -> None:
    for number, name in enumerate(["b.txt", "a/z.md", "a/b/c.text", "a.HTM", "c.html", "B.markdown"]):
        write(folder / name, f"Text number {number}.")
    assert identifiers(read_documents(["texts/"])) == [
        "texts/B.markdown",
        "texts/a/b/c.text",
        "texts/a/z.md",
        "texts/a.HTM",
        "texts/b.txt",
        "texts/c.html",
    ]


def test_the_report_is_told_each_file_before_it_is_read(folder: Path) -> None:
    write(folder / "a.txt", "One.")
    write(folder / "b.pdf")
    write(folder / "c.csv")
    told: list[str] = []
    read_documents(["texts"], report=told.append)
    assert told == ["texts/a.txt", "texts/b.pdf"]


def test_a_folder_names_what_it_skips_but_not_cards_readmes_and_hidden_files(folder: Path) -> None:
    write(folder / "a.txt")
    write(folder / "a.yml", "title: A")
    write(folder / "README.md", "About this folder.")
    write(folder / ".git" / "notes.txt", "Hidden.")
    write(folder / "lone.yml", "title: Lone")
    write(folder / "data.csv", "x;y")
    write(folder / "plan.pdf", "%PDF-1.7")
    write(folder / "blank.txt", " \n\t\n")
    write(folder / "lcgraph-out" / "report.html", "<p>An earlier build.")
    reading = read_documents(["texts"])
    assert identifiers(reading) == ["texts/a.txt"]
    assert reading.skipped == (
        Skipped("texts/blank.txt", "empty: there is no text in it"),
        Skipped("texts/data.csv", "of no known format; name the file itself to have it read as text"),
        Skipped("texts/lcgraph-out", "the output of a build, not a source"),
        Skipped("texts/lone.yml", "a source card without a text of the same name beside it"),
        Skipped("texts/plan.pdf", "a PDF file; copy or export its text into a .txt file"),
    )


def test_a_readme_that_is_named_is_read(folder: Path) -> None:
    write(folder / "README.md", "About this folder.")
    assert identifiers(read_documents(["texts/README.md"])) == ["texts/README.md"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.txt", None, "no such file"),
        ("a.docx", "x", "a Word document; save it as plain text"),
        ("a.txt", b"PK\x03\x04rest", "office document or another zip archive"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "not text"),
        ("a.txt", b"\x01\x02\x03\x04\x05\x06abc", "control characters"),
        ("a.bin", b"caf\xe9", "not text: broken UTF-8 at byte 3"),
        ("a.txt", b"\xff\xfea\x00\x00\xd8", "not text: broken UTF-16 at byte 4"),
        ("a.txt", b"\x00caf\xe9", "not text: broken UTF-8 at byte 4"),
        ("a.txt", b"caf\x81", "not text: broken UTF-8 at byte 3"),
        ("a.txt", "Umeå, Łódź, Åbo".encode()[:-1] + b"\xc3", "broken UTF-8 at byte"),
        ("a.txt", "", "empty"),
        ("a.yml", "title: A", "a source card, not a text"),
        ("a\x00b", None, "no file can have this name"),
        ("\ud800", None, "no file can have this name"),
    ],
)
def test_a_named_file_that_cannot_be_read_is_an_error_with_name_and_reason(
    folder: Path, name: str, content: str | bytes | None, reason: str
) -> None:
    if content is not None:
        write(folder / name, content)
    with pytest.raises(CorpusError) as error:
        read_documents([f"texts/{name}"])
    assert str(error.value).startswith(f"texts/{printable(name)}: ")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_without_anything_readable_the_error_says_what_was_skipped_first(folder: Path) -> None:
    write(folder / "a.csv")
    with pytest.raises(
        CorpusError, match=r"^texts: no text to read \(the first of 1: texts/a.csv: of no known"
    ):
        read_documents(["texts"])


def test_an_empty_path_is_not_taken_for_the_current_folder(folder: Path) -> None:
    with pytest.raises(CorpusError, match="empty path"):
        read_documents([""])


def test_a_named_file_of_unknown_suffix_is_read_if_it_is_text(folder: Path) -> None:
    write(folder / "page.asp", "\n<!DOCTYPE html><title>T</title><p>Lodz")
    write(folder / "notes", "Lodz")
    reading = read_documents(["texts/page.asp", "texts/notes"])
    assert [(document.text, document.media_type) for document in reading.documents[:1]] == [
        ("Lodz", "text/html")
    ]
    assert reading.skipped == (Skipped("texts/notes", "same text as texts/page.asp"),)


# --- files -------------------------------------------------------------------------------------


def test_a_file_beyond_the_limit_is_refused_with_the_limit(folder: Path) -> None:
    write(folder / "a.txt", "x" * 1000)
    write(folder / "b.txt", "y" * 1001)
    reading = read_documents(["texts"], limit=1000)
    assert identifiers(reading) == ["texts/a.txt"]
    assert reading.skipped[0].reason == "larger than the limit of 0.001 MB; split it into smaller texts"


def test_what_is_no_regular_file_is_never_opened(folder: Path) -> None:
    write(folder / "a.txt")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("texts/socket.txt")
        reading = read_documents(["texts"])
    assert [item.path for item in reading.skipped] == ["texts/pipe.txt", "texts/socket.txt"]
    assert all(item.reason.startswith("not a regular file") for item in reading.skipped)
    with pytest.raises(CorpusError, match="write - for standard input"):
        read_documents(["texts/pipe.txt"])


def test_links_are_followed_to_files_inside_the_folder_only(folder: Path, tmp_path: Path) -> None:
    write(folder / "sub" / "a.txt")
    write(tmp_path / "secret.txt", "Not yours.")
    for name, target in {
        "again.txt": "sub/a.txt",
        "broken.txt": "nowhere.txt",
        "loop.txt": "loop.txt",
        "outside.txt": "../secret.txt",
        "sub/up": "..",
    }.items():
        (folder / name).symlink_to(target)
    reading = read_documents(["texts"])
    assert identifiers(reading) == ["texts/again.txt"]
    reasons = {item.path.removeprefix("texts/"): item.reason for item in reading.skipped}
    assert "not there" in reasons["broken.txt"]
    assert reasons["loop.txt"].startswith("cannot be opened")
    assert reasons["outside.txt"] == "a link to a file outside the folder; name the file itself"
    assert reasons["sub/a.txt"] == "same text as texts/again.txt"
    assert reasons["sub/up"].startswith("a link to a folder")
    assert identifiers(read_documents(["texts/outside.txt"])) == ["texts/outside.txt"]


@not_root
def test_a_file_without_permission_is_skipped_with_the_reason(folder: Path) -> None:
    write(folder / "a.txt")
    write(folder / "b.txt", "Secret.").chmod(0)
    assert read_documents(["texts"]).skipped == (
        Skipped("texts/b.txt", "cannot be opened (Permission denied)"),
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_name_of_undecodable_bytes_or_line_ends_is_made_printable_and_found_again(folder: Path) -> None:
    for number, name in enumerate([b"caf\xe9.txt", b"two\nlines.txt"]):
        write(folder / os.fsdecode(name), f"Text {number}.")
    reading = read_documents(["texts"])
    assert identifiers(reading) == ["texts/caf\\xe9.txt", "texts/two\\x0alines.txt"]
    assert [reread(identifier) for identifier in identifiers(reading)] == ["Text 0.", "Text 1."]


def test_standard_input_is_a_document_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Port cities\n\nLodz is none.")))
    (document,) = read_documents(["-"]).documents
    assert (document.id, document.identifier, document.title) == ("stdin", "-", "Port cities")
    with pytest.raises(CorpusError, match="cannot be read a second time"):
        reread("-")


def test_standard_input_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    with pytest.raises(CorpusError, match="-: larger than the limit"):
        read_documents(["-"], limit=10)


def test_a_source_is_read_again_to_the_very_same_text(folder: Path, tmp_path: Path) -> None:
    write(folder / "old.txt", b"Ume\xe5\r\n\x01 is a city")
    write(folder / "page.html", "<p>Ume&aring;<p>Kiruna")
    reading = read_documents(["texts"])
    assert len(reading.documents) == 2
    for document in reading.documents:
        assert reread(document.identifier, folder=tmp_path) == document.text


def test_a_shipped_text_is_read_again_from_anywhere(folder: Path) -> None:
    for document in read_documents().documents:
        assert reread(document.identifier) == document.text


def test_a_source_that_is_gone_is_named(folder: Path) -> None:
    with pytest.raises(CorpusError, match=r"^texts/gone\.txt: no such file"):
        reread("texts/gone.txt")


# --- decoding ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    text = "Umeå – “a city”\nin Norrland"
    assert decode(text.encode(encoding)).text == text


def test_windows_1252_is_a_warning_of_the_reading(folder: Path) -> None:
    write(folder / "a.txt", b"Ume\xe5")
    (warning,) = read_documents(["texts"]).warnings
    assert warning.startswith("texts/a.txt: read as Windows-1252, since byte 3 is not UTF-8")


def test_control_characters_become_spaces_one_for_one() -> None:
    assert decode(b"Lodz\x00is\x0ba\tcity\x0cin\x1fPoland").text == "Lodz is a\tcity\nin Poland"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_clean_text_or_refused_with_one_line(data: bytes) -> None:
    try:
        text = decode(data).text
    except Unreadable as fault:
        text = str(fault).replace("\n", "\x00")
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", text)
    assert clean(text) == text


@given(
    st.binary(max_size=100) | st.text(max_size=60).map(str.encode),
    st.sampled_from([".txt", ".md", ".html", ""]),
)
def test_any_file_is_a_document_that_can_be_read_again_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    try:
        (document,) = read_documents([path]).documents
    except CorpusError:
        return
    assert document.text.strip()
    assert not {"\r", "\x00"} & set(document.text)
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert reread(document.identifier) == document.text
    assert document.title.encode()


# --- names -------------------------------------------------------------------------------------


@given(st.lists(st.text(max_size=12) | st.sampled_from(["a", "a-6b86b273", "A"]), max_size=8))
def test_ids_are_well_formed_distinct_and_independent_of_order(stems: list[str]) -> None:
    digests = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(1, len(stems) + 1)]
    ids = distinct_ids(stems, digests)
    assert all(ID.fullmatch(id) for id in ids)
    assert len(set(ids)) == len(stems)
    assert ids == distinct_ids(stems[::-1], digests[::-1])[::-1]


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
def test_a_name_that_is_a_slug_stays_as_it_is(stem: str) -> None:
    assert slug(stem) == stem


@pytest.mark.parametrize("pair", [("Lodz", "lodz"), ("a b", "a-b"), ("München", "munchen"), ("上海", "北京")])
def test_names_that_look_alike_in_ascii_get_different_ids(pair: tuple[str, str]) -> None:
    assert slug(pair[0]) != slug(pair[1])


@given(st.binary(min_size=1, max_size=30))
def test_a_printable_path_leads_back_to_the_file(name: bytes) -> None:
    path = os.fsdecode(name)
    shown = printable(path)
    assert shown.encode().decode() == shown
    assert not re.search("[\x00-\x1f\x7f]", shown)
    if b"\\x" not in name:
        assert os.fsencode(restored(shown)) == name


def test_two_texts_of_the_same_name_both_get_their_digest(folder: Path) -> None:
    write(folder / "1" / "lodz.txt", "One.")
    write(folder / "2" / "lodz.md", "Two.")
    documents = read_documents(["texts"]).documents
    assert [document.id for document in documents] == [
        f"lodz-{document.sha256[:8]}" for document in documents
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\nPort cities\n\nThey trade.", "Port cities"),
        ("Why port cities?\n\nThey trade.", "Why port cities?"),
        ("## Port cities ##\nThey trade.", "Port cities"),
        ("Port cities have changed.\n\nThey trade.", ""),
        ("Port cities have changed since\ncontainers came.", ""),
        ("12\n\nThey trade.", ""),
        ("x" * 121 + "\n\nThey trade.", ""),
    ],
)
def test_a_first_line_is_a_title_if_it_looks_like_one(text: str, title: str) -> None:
    assert title_of(text) == title
