"""How a lecture is delivered: catalogue, rendering, assembly and the command line."""
