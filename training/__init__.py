"""How the reader learns: paragraphs to weights. Needs the `training` extra; not part of the wheel."""
