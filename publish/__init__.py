"""What happens to a page after Markdown, and to the site after its pages.

The commands stand here, and in rooms what they need.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
