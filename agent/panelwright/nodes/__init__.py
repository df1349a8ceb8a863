"""The nodes of the two graphs: plain functions from state to update, named by their verbs."""
