"""Names are written as one greets people."""

from __future__ import annotations

import pytest

from services.intake.rosters.cells import names


class TestNames:
    @pytest.mark.parametrize(
        ("cell", "name"),
        [
            ("Muster, Ada", "Ada Muster"),
            ("Dr. Ada Muster", "Ada Muster"),
            ("Prof. Dr. Ada Muster", "Ada Muster"),
            ("Frau Ada Muster", "Ada Muster"),
            ("Ada Muster, PhD", "Ada Muster"),
            ("Ada Muster (she/her)", "Ada Muster"),
            ("Ada  Muster\n", "Ada Muster"),
            ("見本花子様", "見本花子"),
            ("ADA MUSTER", "Ada Muster"),
            ("MUSTER, ADA", "Ada Muster"),
            ("JEAN-LUC O'NEIL III", "Jean-Luc O'Neil III"),
            ("J. D. MUSTER", "J. D. Muster"),
            ("İNCİ MUSTER", "İnci Muster"),
            ("ADA", "ADA"),
            ("Ada MUSTER", "Ada MUSTER"),
            ("Ada Muster PhD", "Ada Muster"),
            ("Ada Muster,MBA", "Ada Muster"),
            ("Ir. Ada Muster", "Ada Muster"),
            ("Eng. Ada Muster", "Ada Muster"),
            ("Eng Wei Ling", "Eng Wei Ling"),
            ("Dr Dre", "Dr Dre"),
            ("Muster, Ada Maria", "Ada Maria Muster"),
            ("von der Muster, Ada", "Ada von der Muster"),
            ("Ada Muster, who keeps bees and wax", "Ada Muster, who keeps bees and wax"),
            ("Muster, Ada, Dr.", "Ada Muster"),
            ("Muster, Ada 2", "Muster, Ada 2"),
            ("Muster, Ada, Ben", "Muster, Ada, Ben"),
            ("Ada Muster, PhD, MBA", "Ada Muster"),
            ("Ada Muster, Jr.", "Ada Muster Jr."),
            ("Ada Muster [they/them]", "Ada Muster"),
            ("Sig. Ada Muster", "Ada Muster"),
            ("M Muster", "M Muster"),
            ("--", ""),
            ("x" * 300, "x" * 200),
        ],
    )
    def test_are_written_as_one_greets_people(self, cell: str, name: str) -> None:
        """A brief opens with the name."""
        assert names.full_name(cell) == name

    @pytest.mark.parametrize(
        ("given_name", "family", "name"),
        [
            ("Ada", "Muster", "Ada Muster"),
            ("花子", "見本", "見本 花子"),
            ("小样", "王", "王小样"),
            ("보기", "김", "김보기"),
            ("Na", "Li", "Na Li"),
            ("Ada", "王", "Ada 王"),
            ("花子", "Muster", "花子 Muster"),
            ("小样子", "王", "王 小样子"),
            ("太郎", "見本", "見本 太郎"),
            ("ハナコ", "王", "王 ハナコ"),
            ("Ada", "", "Ada"),
            ("", "Muster", "Muster"),
            ("Dr. Ada", "Muster", "Ada Muster"),
            ("Nan", "Goldwyn", "Nan Goldwyn"),
            ("Jon", "None", "Jon None"),
            ("Ada", "Null", "Ada Null"),
            ("Nan", "", "Nan"),
            ("nan", "Goldwyn", "Goldwyn"),
            ("Ada", "NULL", "Ada"),
            ("None", "None", ""),
            ("Ada", "-", "Ada"),
        ],
    )
    def test_are_joined_in_the_order_of_their_script(
        self, given_name: str, family: str, name: str
    ) -> None:
        """In East Asian scripts the family name comes first."""
        assert names.joined(given_name, family) == name


class TestParts:
    @pytest.mark.parametrize(
        ("cell", "part"),
        [("Nan", "Nan"), ("NAN", ""), ("None", "None"), ("none", ""), (" Ada\nMaria ", "Ada Maria"),
         ("n/a", "")],
    )  # fmt: skip
    def test_may_be_words_for_nothing_elsewhere(self, cell: str, part: str) -> None:
        """Nobody loses the given name to a program's habit."""
        assert names.part(cell) == part
