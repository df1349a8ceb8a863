"""Language: classical analysis of English prose and scripts, no model needed."""
