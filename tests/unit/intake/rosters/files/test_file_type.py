"""What a file is shows in its first bytes, and whoever uploads it is told by that name."""

from __future__ import annotations

import pytest

from services.intake.rosters.files.file_type import refuse_binary, refuse_other_text
from services.intake.rosters.table import NotARoster

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class TestBytes:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b" \n%PDF-1.7", "is a PDF document"),
            (b"\x89PNG\r\n\x1a\n", "is an image"),
            (b"\xff\xd8\xff\xe0", "is an image"),
            (b"GIF87a", "is an image"),
            (b"RIFF\n\n\n\nWEBP", "is an image"),
            (b"II*\x00", "is an image"),
            (b"MM\x00*", "is an image"),
            (b"\x00\x00\n\x18ftypheic", "is a photo, video or sound file"),
            (b"\x1f\x8b\x08", "is a gzip archive"),
            (b"BZh91AY", "is a compressed archive"),
            (b"\xfd7zXZ\x00", "is a compressed archive"),
            (b"7z\xbc\xaf\x27\x1c", "is a compressed archive"),
            (b"Rar!\x1a", "is a compressed archive"),
            (b"\x28\xb5\x2f\xfd", "is a compressed archive"),
            (b"SQLite format 3\x00", "is a database file"),
            (b"PAR1", "is a database file"),
            (b"\x7fELF", "is a program"),
            (b"MZ\x90\x00", "is a program"),
            (OLE, "is an old Excel file"),
            (b"\x09\x08\x10\x00\x00\x06", "is an old Excel file"),
            (OLE + "WordDocument".encode("utf-16-le"), "is an old Word document"),
            (OLE + "PowerPoint".encode("utf-16-le"), "is an old PowerPoint file"),
            (OLE + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        ],
    )
    def test_name_the_file(self, content: bytes, said: str) -> None:
        """An organiser can act on that, and on nothing else."""
        with pytest.raises(NotARoster, match=said):
            refuse_binary(content)

    @pytest.mark.parametrize(
        "content",
        [
            b"Name,PDF\n",
            b"Name\n%PDF-",
            b"PNG,GIF89a\n",
            b"PARTNER\n",
            b"7zip\n",
            b"MZ,x\n",
            b"\tName",
        ],
    )
    def test_of_a_list_are_let_through(self, content: bytes) -> None:
        """The same letters further behind are words."""
        refuse_binary(content)


class TestText:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("<!DOCTYPE  html>", "is a web page"),
            ("\n <HTML lang='en'>", "is a web page"),
            ("<!-- a\nb --><table>", "is a web page"),
            ("<?xml version='1.0'?>\n<html>", "is a web page"),
            ("<?xml version='1.0'?><people/>", "is an XML file"),
            ("<a:b x='1' xmlns:a='u'>", "is an XML file"),
            ("<!doctype people>", "is an XML file"),
            ("<people> <person>", "is an XML file"),
            ('{"name": "Ann"}', "is a JSON file"),
            ("{ }", "is a JSON file"),
            ("[[1]]", "is a JSON file"),
            ("[-1]", "is a JSON file"),
            ("[]", "is a JSON file"),
            ("begin:vcard", "is a set of contact cards"),
            ("BEGIN:VCALENDAR", "is a calendar"),
            ("{\\rtf1", "is a formatted text document"),
            (" ,;|\n\xa0", "holds only blank lines"),
            ("\x01\x02\x03", "is neither text nor a workbook"),
        ],
    )
    def test_that_is_no_table_is_named(self, text: str, said: str) -> None:
        """Exports of other programs are easily taken for the list."""
        with pytest.raises(NotARoster, match=said):
            refuse_other_text(text)

    @pytest.mark.parametrize(
        "text",
        [
            "<ann@acme.example>,Ann",
            "<3 maps,Ann",
            "{Ann},Name",
            "[Ann],Name",
            "Begin,VCARD",
            "Name,<html>",
            "<tablet>,Ann",
        ],
    )
    def test_of_a_list_is_let_through(self, text: str) -> None:
        """Brackets are in names and addresses, too."""
        refuse_other_text(text)

    @pytest.mark.parametrize(("controls", "refused"), [(4, False), (5, True)])
    def test_may_have_three_in_a_hundred_control_characters_and_one_more(
        self, controls: int, *, refused: bool
    ) -> None:
        """A few come with copied text; noise is full of them."""
        text = ("\x07" * controls).ljust(100, "a")

        if refused:
            with pytest.raises(NotARoster, match="neither"):
                refuse_other_text(text)
        else:
            refuse_other_text(text)

    def test_is_judged_by_its_beginning(self) -> None:
        """What a long list has behind sixty thousand characters costs nobody the list."""
        refuse_other_text("a" * 65_536 + "\x07" * 65_536)
