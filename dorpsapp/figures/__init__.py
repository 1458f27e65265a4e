"""What we count: nameless facts from one read, and every figure as a pure function of them."""
