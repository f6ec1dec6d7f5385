"""Who should meet whom: rules and arrays only."""
