"""What the notebooks share besides the physics: figures, labelled arrays and recorded claims."""
