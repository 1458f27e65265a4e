"""The steps that bring a data file of any earlier version to the present shape."""
