"""The models that embed: one module each, behind one protocol."""
