"""What a browser fetches beside the pages: Python made slim, scripts bundled."""
