"""The open description of the complete export, docs/format.md, made from the fields themselves."""

from collections.abc import Iterator

from dorpsapp.exchange.sheet_guard import FIELDS_SHEET
from dorpsapp.exchange.whole_values import PART_HEADINGS, PARTS_SHEET
from dorpsapp.models import RECORDS, Field, Record
from dorpsapp.models.kinds import (
    Choice,
    Day,
    Decimals,
    Distance,
    Duration,
    Kind,
    Moment,
    Money,
    Number,
    Percentage,
    Reference,
    Text,
    TimeOfDay,
    YesNo,
)
from dorpsapp.models.packed import Packed
from dorpsapp.reports.safe_text import sheet_title
from dorpsapp.text import in_dutch

_INTRODUCTION = """# The complete export

`dorpsapp export FILE OUT.xlsx` writes everything a file holds to one workbook (Office Open XML), so that the
data never depend on Dorpsapp. `dorpsapp import NEWFILE OUT.xlsx --everything` reads it back into an equal file.
With `--csv DIR` each sheet comes as a text file too: UTF-8 with a mark, semicolons, decimal commas, days as
`2026-12-31`; those are for reading, not for reading back.

- One sheet a record type, one row a record, by number. The first row has the headings, which are Dutch.
- The first column, *Id*, is the number by which other records refer to this one. A reference has two columns:
  the number, and behind it a name to read, which is not read back.
- The sheet *{fields}* says of every column which table and field it is: `Blad`, `Kolom`, `Tabel`, `Veld` (empty
  for a name to read) and `Soort`.
- The sheet *{parts}* (`{headings}`) holds the values that no cell gives back exactly: documents, texts of more
  than 32,767 characters, moments with fractions of a second. The parts of a value, in order, are JSON in
  base64; in it bytes are `{{"bytes": base64}}`.
- Of who is restricted only goes out what counts in a figure; the file that is read back is equal but for them.
- Text from people never becomes a formula or a link. An empty cell is nothing.
- Derived columns, such as the folded name by which people are searched, and the version of each record are left
  out: they are worked out again.

Read back are up to 200,000 rows a sheet, 5,000,000 cells and 100,000,000 characters together.
"""


@in_dutch()
def format_page() -> str:
    """The page as Markdown; a test compares it with docs/format.md."""
    introduction = _INTRODUCTION.format(fields=FIELDS_SHEET, parts=PARTS_SHEET, headings="`, `".join(PART_HEADINGS))
    return introduction + "".join(_table(record) for record in RECORDS)


def _table(record: type[Record]) -> str:
    title = sheet_title(record.plural.capitalize())
    purpose = " ".join((record.__doc__ or "").split())
    lines = [f"\n## {title}\n", f"Table `{record.__tablename__}`. {purpose}\n"]
    lines += ["| Column | Field | In a cell | May be empty |", "| --- | --- | --- | --- |"]
    lines += _rows(record)
    return "\n".join(lines) + "\n"


def _rows(record: type[Record]) -> Iterator[str]:
    for field in record.fields():
        heading = f"{field.label} (id)" if isinstance(field.kind, Reference) else field.label
        yield f"| {heading} | `{field.name}` | {_said(field)} | {'no' if field.required else 'yes'} |"


def _said(field: Field) -> str:
    kind: Kind = field.kind
    if isinstance(kind, Choice):
        return "one of: " + ", ".join(str(each.value) for each in kind.of)
    if isinstance(kind, Reference):
        return f"number of a row of `{kind.to}`"
    if isinstance(kind, Text):
        return f"text, at most {kind.length:,} characters"
    named = (
        (Packed, f"its size to read; the content stands in *{PARTS_SHEET}*"), (Duration, "hours, as a number"),
        (Distance, "kilometres, to a tenth"), (Money, "euros, to the cent"), (Percentage, "a fraction"),
        (Day, "a day"), (Moment, "a day and time"), (TimeOfDay, "a time of day"), (YesNo, "ja or nee"),
        (Number, "a whole number"), (Decimals, "a number"),
    )  # fmt: skip
    return next((said for of, said in named if isinstance(kind, of)), "") or f"text, such as {_example(kind)}"


def _example(kind: Kind) -> str:
    examples = {"Postcode": "3984 AB", "Phone": "06-12345678", "Email": "naam@voorbeeld.nl",
                "Iban": "NL02 ABNA 0123 4567 89", "DayMonth": "12 maart"}  # fmt: skip
    return examples[type(kind).__name__]
