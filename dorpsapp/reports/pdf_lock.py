"""A password on a finished PDF: AES with 256 bits (PDF 2.0, revision 6), so that it can be sent by e-mail."""

import io

import pikepdf


def locked_pdf(content: bytes, password: str) -> bytes:
    """The same PDF, that opens with this password only; reading aloud stays allowed."""
    allowed = pikepdf.Permissions(accessibility=True)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, encryption=pikepdf.Encryption(owner=password, user=password, R=6, allow=allowed))
        return stream.getvalue()
