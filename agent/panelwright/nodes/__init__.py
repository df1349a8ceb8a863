"""The nodes of the machine, each named by its verb."""
