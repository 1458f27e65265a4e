"""Every byte of a data file, decrypted page by page, to look for what should not be there any more."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE, _RESERVE, _IV, _SALT = 4096, 80, 16, 16


def decrypted(path: Path, key: bytes) -> bytes:
    """All pages in order: AES-256-CBC, the vector at the start of the reserve (SQLCipher 4); free pages too."""
    content = path.read_bytes()
    pages = []
    for start in range(0, len(content), _PAGE):
        page = content[start : start + _PAGE]
        vector = page[_PAGE - _RESERVE : _PAGE - _RESERVE + _IV]
        hidden = page[_SALT if start == 0 else 0 : _PAGE - _RESERVE]
        reader = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        pages.append(reader.update(hidden) + reader.finalize())
    return b"".join(pages)
