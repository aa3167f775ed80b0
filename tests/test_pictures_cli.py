"""`lcgraph draw` for print: sheets, panels and maps from the command line."""

import pytest


@pytest.mark.parametrize("size", ["a4", "slide"])
def test_a_png_is_drawn_for_a_sheet(sample, folder, run, size):
    outcome = run("draw", "everything", "-o", "n.png", "--size", size, "-g", sample)
    assert (outcome.code, outcome.out) == (0, "")
    assert (folder / "n.png").read_bytes().startswith(b"\x89PNG")


def test_a_png_goes_to_standard_output_byte_for_byte(sample, run):
    assert run("draw", "-o", "-", "-f", "png", "-g", sample).data.startswith(b"\x89PNG\r\n\x1a\n")


def test_a_picture_names_the_documents_the_build_and_the_years_unless_told_otherwise(sample, folder, run):
    run("draw", "-o", "n.svg", "-g", sample)
    picture = (folder / "n.svg").read_text(encoding="utf-8")
    assert "From 3 documents: " in picture
    assert "Documents of 2016 to 2020" in picture
    run("draw", "-o", "n.svg", "-g", sample, "--source", "My own", "--date", "May 2024")
    picture = (folder / "n.svg").read_text(encoding="utf-8")
    assert "My own · May 2024" in picture
    assert "From 3 documents" not in picture


@pytest.mark.parametrize("by", ["place", "year", "theme"])
def test_one_small_network_is_drawn_for_each_value(sample, folder, run, by):
    assert run("draw", "everything", "-o", "n.svg", "--by", by, "-g", sample).code == 0
    assert f"By {by}" in (folder / "n.svg").read_text(encoding="utf-8")


def test_a_map_has_a_box_for_what_no_gazetteer_knows(sample, folder, run):
    assert run("draw", "-o", "n.svg", "--layout", "geographic", "-g", sample).code == 0
    assert "no known place" in (folder / "n.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [["--size", "a4"], ["--by", "year"]])
def test_a_page_has_neither_sheet_nor_panels(sample, run, option):
    outcome = run("draw", "-o", "n.html", *option, "-g", sample)
    assert outcome.code == 2
    assert "--size and --by are for pictures" in outcome.err
