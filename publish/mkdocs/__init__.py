"""What MkDocs, Material and mkdocs-jupyter need: this room goes when they go."""
