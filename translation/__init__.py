"""Finding every text of the program and keeping the catalogues of its other languages; a tool for developers."""
