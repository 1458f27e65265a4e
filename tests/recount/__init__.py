"""The figures counted a second time, from the exported workbook alone, without any code of the figures."""
