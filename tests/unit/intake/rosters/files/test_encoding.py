"""Bytes become the characters that somebody meant, and what is doubtful is told."""

from __future__ import annotations

import codecs

import pytest

from services.intake.rosters.files.encoding import decode

ACCENTS = "Jos\u00e9 N\u00fa\u00f1ez"
KANJI = "\u7530\u4e2d \u592a\u90ce"
HANGUL = "\uc774\ub984\ud68c\uc0ac"
RUSSIAN = (
    "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432 \u0438\u0437 "
    "\u041c\u043e\u0441\u043a\u0432\u044b\n"
)


class TestByteOrderMarks:
    @pytest.mark.parametrize(
        ("mark", "encoding"),
        [
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
            (codecs.BOM_UTF32_LE, "utf-32-le"),
            (codecs.BOM_UTF32_BE, "utf-32-be"),
        ],
    )
    def test_are_believed_and_are_no_part_of_the_text(self, mark: bytes, encoding: str) -> None:
        """A mark in front of "Name" makes it another name."""
        assert decode(mark + f"Name {KANJI}".encode(encoding)) == (f"Name {KANJI}", ())


class TestWithoutAMark:
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("text", ["Name,Email\nAda,a@x.example\n", f"a,b\n{HANGUL * 9},x\n"])
    def test_utf_16_is_known_by_its_zeros(self, text: str, encoding: str) -> None:
        """Half of the bytes are zero, or few are, and all of them in one half."""
        assert decode(text.encode(encoding)) == (text, ())

    def test_an_odd_last_byte_of_utf_16_is_left_out(self) -> None:
        """A download that broke off is readable up to there."""
        assert decode("Name,Email\n".encode("utf-16-le") + b"\x41") == ("Name,Email\n", ())

    def test_zeros_on_both_sides_are_padding(self) -> None:
        """Some exports fill their cells up with them."""
        assert decode(b"Name\0\0,Email\0\0\n" * 3)[0] == "Name,Email\n" * 3

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            (f"a\n{KANJI}", "cp932"),
            ("a\n\uff71\uff72\uff73\uff74", "cp932"),
            ("a\n\u3042\u306e\u3072\u3068", "cp932"),
            (f"a\n{ACCENTS}", "cp1252"),
            ("a\nGr\u00f6\u00dfe \u2013 caf\u00e9 \u201eja\u201c", "cp1252"),
            ("a\n1\u00ba piso, \u20ac 3", "cp1252"),
            ("a\n\u0160koda \u017didle", "cp1252"),
        ],
    )
    def test_older_encodings_are_told_apart(self, text: str, encoding: str) -> None:
        """The same bytes are accents in one and kanji in another."""
        assert decode(text.encode(encoding)) == (text, ())

    def test_an_accent_inside_a_word_is_no_kanji(self) -> None:
        """Two bytes of "é" and "r" are a valid character of Shift-JIS."""
        text = "Rog\u00e9rio, Andr\u00e9a, Val\u00e9rie, Fr\u00e9d\u00e9ric"

        assert decode(text.encode("cp1252")) == (text, ())


class TestDamage:
    def test_of_few_bytes_costs_few_characters(self) -> None:
        """One bad byte must not garble all the other names, and the organiser is told of it."""
        good = f"{ACCENTS}\n" * 30

        text, (problem,) = decode(good.encode() + b"B\xff\xfeb\n")

        assert text == f"{good}B\ufffd\ufffdb\n"
        assert problem.what == "some characters could not be read (2)"
        assert (problem.row, problem.column) == (None, "")
        assert "CSV UTF-8" in problem.cure

    def test_what_had_to_be_guessed_is_told(self) -> None:
        """The organiser sees at once whether the names look right."""
        text, (problem,) = decode(b"name\n" + (RUSSIAN * 5).encode("cp1251"))

        assert text == f"name\n{RUSSIAN * 5}"
        assert "cp1251" in problem.what

    def test_pure_ascii_is_never_doubtful(self) -> None:
        """Most lists are."""
        assert decode(b"Name,Email\nAda,a@x.example\n")[1] == ()
