"""Renews the template and the translations of the texts of the program, and says what is left to translate."""

from __future__ import annotations

from translation.catalogues import LANGUAGES, TEMPLATE, as_mo, as_po, open_texts, po_file, renew
from translation.texts import find_texts


def main() -> None:
    """Write the template, then for each language what translators edit and what the program reads."""
    template = find_texts()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(as_po(template))
    print(f"{len(template)} texts in {TEMPLATE.name}")
    for language in LANGUAGES:
        catalogue = renew(language, template)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(as_mo(catalogue))
        left = open_texts(catalogue)
        print(f"{language}: {len(left)} to translate in {path.name}")


if __name__ == "__main__":
    main()
