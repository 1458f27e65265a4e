"""The parts of the report, one file each.

To add a part: write a module here with `SECTION = Section(key, title, order, blocks)`. `blocks` gets a Review (the
figures of the period and of a year earlier) and gives blocks; PDF, workbook, text and screen show them by themselves.
"""
