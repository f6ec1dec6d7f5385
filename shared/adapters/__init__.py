"""One outside thing each: what the ports mean on a real library."""
