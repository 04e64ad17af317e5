"""Days with a pain and what was done on them → what goes with better and worse days.

- windows: on the day itself, one to three days later, or after a full week
- search: one regression for each window, false finds kept rare, effects shrunk
"""
