"""The browser's door: pages rendered here, on this machine, for this machine."""
