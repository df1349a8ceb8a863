"""The tools of Panelwright: each folder is one tool and works alone."""
