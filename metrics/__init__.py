"""Pure functions on Narwhals lazy frames: values in, measures, points, ranks and their explanation out."""
