"""How we show it: documents of blocks, and the renderers that write them as PDF, workbook and text."""
