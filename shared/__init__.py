"""What the services have in common: messages, ports, adapters and the web's frame."""
