"""What happens to a page after Markdown, and to the site after its pages."""
