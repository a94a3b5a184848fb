"""A scheme as the Excel sheet that offices use, as text and as JSON Schema; lossless both ways."""
