"""People: looks, bodies, poses, clothes, hair and faces, drawn in ink."""
