"""How an older store becomes one of today: one file a step, run when it is opened."""
