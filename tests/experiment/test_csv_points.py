"""Tables of points: what is understood, what is refused with a sentence, and that nothing changes on the way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.csv_points import parse_points, points_table, read_points
from sequentia_gui.experiment.datasets import points_of
from sequentia_gui.experiment.experiment import PLANE_LIMIT, PointSet, Recipe
from sequentia_gui.experiment.text_file import FileError, write_text
from sequentia_gui.resources import asset

coordinates = st.floats(-6, 6, width=32)
rows = st.lists(st.tuples(coordinates, coordinates, st.integers(0, 5)), min_size=1, max_size=30)


@given(rows)
def test_points_that_are_written_and_read_are_the_same_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory, points: list[tuple[float, float, int]]
) -> None:
    xy = np.array([row[:2] for row in points], np.float32)
    label = np.array([row[2] for row in points], np.int8)
    path = tmp_path_factory.mktemp("csv") / "points.csv"
    write_text(path, points_table(PointSet(xy, label, np.zeros(len(label), np.bool_))))
    loaded = read_points(path)
    assert loaded.xy.tobytes() == xy.tobytes()
    assert loaded.label.tobytes() == label.tobytes()


def test_a_written_file_has_the_plain_form_that_everything_reads(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    write_text(path, points_table(PointSet(np.array([(0.1, -2)]), np.array([1]), np.array([False]))))
    assert path.read_bytes() == b"x,y,label\r\n0.1,-2.0,B\r\n"


@pytest.mark.parametrize(
    ("text", "xy", "label", "names"),
    [
        ("1,2,a\n3,4,b\n", [(1, 2), (3, 4)], [0, 1], ("a", "b")),
        ("x,y,label\n1,2,1\n3,4,0\n", [(1, 2), (3, 4)], [1, 0], ("0", "1")),
        ("a;b;c\n1,5;-2,25;rot\n", [(1.5, -2.25)], [0], ("rot",)),
        ("1\t2\t10\n3\t4\t9\n", [(1, 2), (3, 4)], [1, 0], ("9", "10")),
        ("species,length,width\nsetosa,1,2\nvirginica,3,4\n", [(1, 2), (3, 4)], [0, 1], ("setosa", "virginica")),
        ("id,y,x,Class\n1,2,3,C\n", [(3, 2)], [2], ("A", "B", "C")),
        ('"x","y","label"\r\n"1","2","one, two"\r\n', [(1, 2)], [0], ("one, two",)),
        ("\n1, 2, -1\n\n3, 4, 1.0\n5, 6, 1\n", [(1, 2), (3, 4), (5, 6)], [0, 1, 1], ("-1", "1")),
        ("1,2,x\n", [(1, 2)], [0], ("x",)),
        ("A,1,2\nB,3,4\n", [(1, 2), (3, 4)], [0, 1], ("A", "B")),
        ("y,x1,x2\n0,1,2\n1,3,4\n", [(1, 2), (3, 4)], [0, 1], ("0", "1")),
        ("x,y,label,\n1,2,A,\n", [(1, 2)], [0], ("A",)),
        ("1.0e+00 2.0e+00 0.0e+00\n 3.0   4.0\t1.0 \n", [(1, 2), (3, 4)], [0, 1], ("0", "1")),
        ("# x y label\n1 2 A\n", [(1, 2)], [0], ("A",)),
        ("sep=;\nx;y;label\n1;2;A\n", [(1, 2)], [0], ("A",)),
        ("−1,2,A\n", [(-1, 2)], [0], ("A",)),
        ("x,y,label\r1,2,A\r3,4,B\r", [(1, 2), (3, 4)], [0, 1], ("A", "B")),
        ("1,2,a\u2028b\n", [(1, 2)], [0], ("a\u2028b",)),
        ("".join(f"p{k},{k / 2},1,{k % 2}\n" for k in range(7)),
         [(k / 2, 1) for k in range(7)], [0, 1] * 3 + [0], ("0", "1")),
    ],
)  # fmt: skip
def test_these_tables_are_understood(
    text: str, xy: list[tuple[float, float]], label: list[int], names: tuple[str, ...]
) -> None:
    loaded = parse_points(text)
    assert loaded.xy == pytest.approx(np.array(xy, np.float32))
    assert loaded.label.tolist() == label
    assert loaded.names == names


NUMBERED = [(k / 2, -k / 4) for k in range(4)]


@pytest.mark.parametrize(
    "text",
    [
        ",a,b,target\n" + "".join(f"{k},{x},{y},{k % 2}\n" for k, (x, y) in enumerate(NUMBERED)),
        ",0,1,2\n" + "".join(f"{k},{x},{y},{k % 2}\n" for k, (x, y) in enumerate(NUMBERED)),
        "0,1,2\n" + "".join(f"{x},{y},{k % 2}.0\n" for k, (x, y) in enumerate(NUMBERED)),
        ",a,b,kind\n" + "".join(f"{7 - k},{x},{y},{k % 2}\n" for k, (x, y) in enumerate(NUMBERED)),
        "Id,a,b,c,Species\n" + "".join(f"{k + 1},{x},{y},9,{k % 2}\n" for k, (x, y) in enumerate(NUMBERED)),
        '"a" "b" "kind"\n' + "".join(f'"{k + 1}" {x} {y} "{k % 2}"\n' for k, (x, y) in enumerate(NUMBERED)),
    ],
    ids=["pandas", "pandas without names", "columns counted", "pandas, shuffled", "a number for each", "R"],
)
def test_numbers_of_rows_and_columns_are_no_points(text: str) -> None:
    loaded = parse_points(text)
    assert loaded.xy == pytest.approx(np.array(NUMBERED, np.float32))
    assert loaded.label.tolist() == [0, 1, 0, 1]
    assert loaded.names == ("0", "1")


def test_a_first_point_that_looks_like_counted_columns_stays_a_point() -> None:
    loaded = parse_points("0,1,2\n3,4,0\n3,3,1\n1,1,2\n")
    assert loaded.xy.tolist() == [[0, 1], [3, 4], [3, 3], [1, 1]]
    assert loaded.label.tolist() == [2, 0, 1, 2]


@pytest.mark.parametrize("header", ["", "Sorte,Alkohol,Asche\n"])
def test_classes_in_numbers_may_stand_first(header: str) -> None:
    """As in the table of wines that many begin with (Forina and others, 1991)."""
    loaded = parse_points(header + "".join(f"{1 + k // 4},{k / 8},{-k / 16}\n" for k in range(8)))
    assert loaded.xy.tolist() == [[k / 8, -k / 16] for k in range(8)]
    assert loaded.label.tolist() == [0] * 4 + [1] * 4


def test_a_title_says_in_german_too_which_column_the_classes_are() -> None:
    loaded = parse_points("Klasse;Länge;Breite\n1;0,5;2\n0;1,5;3\n")
    assert loaded.xy.tolist() == [[0.5, 2], [1.5, 3]]
    assert loaded.names == ("0", "1")


def test_words_above_a_table_are_no_part_of_it() -> None:
    text = "Unsere Messungen, Montag\nmit dem Lineal\n\nx;y;Klasse\n1,5;2;rot\n3;4,5;blau\n"
    loaded = parse_points(text)
    assert loaded.xy.tolist() == [[1.5, 2], [3, 4.5]]
    assert loaded.names == ("blau", "rot")
    with pytest.raises(FileError, match=r"^Line 6, column “y”: “4.5.” is not a number\.$"):
        parse_points(text.replace("4,5", "4,5."))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "points.csv"
    path.write_text("x;y;label\n1;2;grün\n", encoding)
    assert read_points(path).names == ("grün",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty."),
        ("x,y,label\n", "The file holds no points."),
        ("x,y,label\n1,2,A\n3,four,A\n", "Line 3, column “y”: “four” is not a number."),
        ("1,2,A\n3,nan,A\n", "Line 2, column 2: “nan” is not a finite number."),
        ("1,2,A\n3,-inf,A\n", "Line 2, column 2: “-inf” is not a finite number."),
        ("1,2,A\n1e99,2,A\n", "Line 2, column 1: “1e99” is too large."),
        ("1,2,A\n,2,A\n", "Line 2, column 1: the value is missing."),
        ("1,2,A\n1,2,\n", "Line 2, column 3: the value is missing."),
        ("1,2,A\n1,2,NaN\n", "Line 2, column 3: the class is missing."),
        ("x,y,label\n1,2,A\n1,2\n", "Line 3 has no column “label”."),
        (
            "x,y\n1,2\n3,4\n",
            "A table of points needs two columns of numbers and one column of classes. This one has 2 col",
        ),
        ('1,2,A\n3,4,"B\n5,6,A\n', "Line 2 cannot be read as a row of a table: is a quotation mark missing?"),
        ("1,2," + "A" * 200_000, "Line 1 cannot be read as a row of a table"),
        ("x,x,y\n1,2,A\n", "Line 2, column “y”: “A” is not a number."),
        ("# ours\n\nx,y,label\n1,two,A\n", "Line 4, column “y”: “two” is not a number."),
        (
            "x,y,Klasse\n0,126,-0,132,A\n1,5,2,25,B\n",
            "Line 2 has 5 cells, but the header names 3 columns: where numbers have a decimal comma",
        ),
        ("x,y,label\n1,2,A\n3,3,NA\n", "Line 3, column “label”: the class is missing."),
        (
            "1 2\n3 4\n",
            "A table of points needs two columns of numbers and one column of classes. This one has 2 col",
        ),
        ("x,label\n1,A\n", "A table of points needs two columns of numbers and one column of classes."),
        ("Dear diary\nnothing happened\n", "A table of points needs two columns of numbers and one column"),
        ("x,y,z\n1,2,1\n1,2,2\n1,2,3\n1,2,4\n1,2,5\n1,2,6\n1,2,7\n", "Column “z” has 7 different values"),
    ],
)
def test_what_cannot_be_used_is_refused_with_line_and_column(text: str, sentence: str) -> None:
    with pytest.raises(FileError) as refusal:
        parse_points(text)
    assert str(refusal.value).startswith(sentence)


@given(
    st.one_of(st.text(), st.text("0123456789.,;\t\n-ex\"' A"), st.binary().map(lambda b: b.decode("latin-1")))
)
def test_any_text_gives_points_in_the_plane_or_a_sentence(text: str) -> None:
    try:
        loaded = parse_points(text)
    except FileError:
        return
    assert (np.abs(loaded.xy) <= PLANE_LIMIT).all()
    assert loaded.label.max() < len(loaded.names) <= 6


def test_values_beyond_the_plane_are_scaled_with_a_notice() -> None:
    loaded = parse_points("100,0.5,a\n200,0.5,b\n150,0.5,b\n")
    assert loaded.xy.tolist() == [[-5, 0], [5, 0], [0, 0]]
    assert "scaled to fit the plane, each axis by itself" in loaded.notice


def test_points_too_close_to_tell_apart_are_taken_as_they_are_with_a_notice() -> None:
    loaded = parse_points("1e-9,0,a\n2e-9,0,b\n")
    assert loaded.xy[:, 0].tolist() == pytest.approx([1e-9, 2e-9])
    assert "“Fit points to the plane” spreads them" in loaded.notice


def test_the_notice_says_which_columns_were_taken_and_what_the_classes_are() -> None:
    loaded = parse_points("id,len,wid,species\n1,2,3,rose\n2,3,4,lily\n")
    assert loaded.notice == (
        "x₁ is column “id”, x₂ is column “len”, the class is column “species”. Classes: A is lily, B is rose."
    )


def test_a_table_of_one_class_is_taken_and_the_notice_says_so() -> None:
    assert "All points are of one class, rose" in parse_points("1,2,rose\n").notice


def test_of_200_000_rows_an_even_sample_is_taken_the_same_each_time() -> None:
    text = "".join(
        f"{row / 100_000 - 1},{row % 7 / 7},{'A' if row < 150_000 else 'B'}\n" for row in range(200_000)
    )
    one, other = parse_points(text), parse_points(text)
    assert len(one.label) == 2_000
    assert (one.label == 0).sum() == 1_500
    assert one.xy.tobytes() == other.xy.tobytes()
    assert "The file has 200,000 rows; an even sample of 2,000 was taken." in one.notice


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_more_lines_than_a_spreadsheet_has_are_refused_before_they_fill_the_memory(line_end: str) -> None:
    with pytest.raises(FileError, match=r"^The file is too long: .* tables of up to 1,048,576 lines\.$"):
        parse_points(line_end * (2**20 + 1))


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    with pytest.raises(FileError, match=r"picture\.csv is not a text file\."):
        read_points(path)


@pytest.mark.parametrize("beginning", [b"PK\x03\x04\x14\0", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_of_a_workbook_it_is_said_how_it_becomes_a_table(tmp_path: Path, beginning: bytes) -> None:
    path = tmp_path / "points.xlsx"
    path.write_bytes(beginning + bytes(range(256)))
    with pytest.raises(FileError, match=r"^points\.xlsx is not a text file: save it as CSV in the program"):
        read_points(path)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(FileError, match=r"huge\.csv is too large: this program reads up to 32 MB\."):
        read_points(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.csv cannot be opened: no such file"):
        read_points(tmp_path / "none.csv")


def test_our_own_iris_table_opens_like_any_other() -> None:
    loaded = read_points(asset("datasets", "iris.csv"))
    assert loaded.names == ("setosa", "versicolor", "virginica")
    assert np.bincount(loaded.label).tolist() == [50, 50, 50]


def test_drawn_points_go_out_and_come_back(tmp_path: Path) -> None:
    points = points_of(Recipe("blobs", 300, 0.2))
    write_text(tmp_path / "blobs.csv", points_table(points))
    assert read_points(tmp_path / "blobs.csv").xy.tobytes() == points.xy.tobytes()
