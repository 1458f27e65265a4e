"""The key of the tests' data files; apart from conftest, which chooses Qt's platform for whoever imports it."""

TEST_KEY = bytes(range(32))
