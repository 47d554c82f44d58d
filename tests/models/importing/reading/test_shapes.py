"""The same families come back, in whatever shape, separator and encoding they are written."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from models import importing
from models.importing import Families
from tests.support.export_samples import words
from tests.support.export_shapes import SHAPES, Adult, Pupil, classes_apart, text, workbook


def names(text: str) -> list[str]:
    return [name.replace("_", " ") for name in text.split()]


LAST = names(
    "Lambert Dupont Lefèvre Guérin D'Hondt Saint-Martin Peeters De_Smet Van_den_Broeck T'Jampens 't_Kint Müller Groß"
    " von_der_Heide O'Connor McAllister El_Amrani Benali Al-Hamad Yılmaz Şahin Kowalski Wójcik Nguyễn dos_Santos"
    " Ó_Súilleabháin Țurcanu Шевченко"
)
FIRST = names(
    "Louis Zoé Noël Anne-Sophie Jean-Baptiste Éléonore Pieter-Jan Els Jörg Käthe Seán Fatima-Zahra Abd_El_Kader"
    " Gülşen Łukasz Minh_Quân João Софія Mary-Ann Öykü"
)
CLASSES = ["P1A", "M3B", "6e B", "2-1", "CE1"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]
TRYING = trying(max_examples=40, deadline=None)


@st.composite
def families(draw: st.DrawFn) -> list[Pupil]:
    """Two to eight pupils of different names, each with one to three adults of different names."""
    called = st.tuples(st.sampled_from(LAST), st.sampled_from(FIRST))
    pupils = draw(st.lists(called, min_size=2, max_size=8, unique_by=lambda name: words(" ".join(name))))
    found = []
    for number, (last, first) in enumerate(pupils):
        adults = draw(st.lists(called, min_size=1, max_size=3, unique_by=lambda name: words(" ".join(name))))
        beside = tuple(
            Adult(*name, draw(st.sampled_from(["", f"p{number}.{place}@example.org"])))
            for place, name in enumerate(adults)
        )
        found.append(Pupil(last, first, draw(st.sampled_from(CLASSES)), beside))
    return found


def people(pupils: Sequence[Pupil]) -> set[tuple[object, ...]]:
    return {
        (words(f"{pupil.first} {pupil.last}"), pupil.class_name, words(f"{adult.first} {adult.last}"), adult.email)
        for pupil in pupils
        for adult in pupil.adults
    }


def came_back(found: Families) -> set[tuple[object, ...]]:
    assert not [importing.sentence(fault) for fault in found.faults]
    assert not [asked for asked in found.blocking_questions if asked.answer is None]
    return {
        (words(pupil.full_name), pupil.class_name, words(adult.full_name), adult.email)
        for adult in found.adults
        for pupil in [found.pupils[adult.register_number]]
    }


@pytest.mark.parametrize("shape", SHAPES)
@TRYING
@given(
    pupils=families(),
    way=st.integers(0, 5),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(ENCODINGS),
    line_end=st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_families_come_back_from_text(
    shape: str, pupils: list[Pupil], way: int, separator: str, encoding: str, line_end: str
) -> None:
    rows = SHAPES[shape](pupils, way)
    try:
        data = text(rows, separator, encoding, line_end)
    except UnicodeEncodeError:  # Windows-1252 has no such letter
        data = text(rows, separator, "utf-8", line_end)
    assert came_back(importing.read(data)) == people(pupils)


@pytest.mark.parametrize("shape", SHAPES)
@TRYING
@given(pupils=families(), way=st.integers(0, 5), kind=st.sampled_from(["xlsx", "ods"]))
def test_families_come_back_from_a_workbook(shape: str, pupils: list[Pupil], way: int, kind: str) -> None:
    assert came_back(importing.read(workbook(SHAPES[shape](pupils, way), kind))) == people(pupils)


@TRYING
@given(pupils=families().filter(lambda some: len({one.class_name for one in some}) > 1), way=st.integers(0, 5))
def test_families_come_back_from_a_sheet_for_each_class(pupils: list[Pupil], way: int) -> None:
    assert came_back(importing.read(classes_apart(pupils, way))) == people(pupils)
