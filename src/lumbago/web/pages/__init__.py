"""The pages: one module each, with one template and one context."""
