"""From a wrong number to the slip that leads to it."""
