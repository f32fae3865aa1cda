"""What the front ends of a live figure say to a reader, in one place: a second language begins here.

What a figure says stands in its `words`, what a check says in its module, and what is said of bad input in `expect`.
"""

MORE, FEWER = "More controls", "Fewer controls"
RESET, RESET_HELP = "Reset", "Put every control of {name} back"
START, STOP = "Train here", "Stop"
ELSEWHERE = "The live {name} is where it was shown last."
RUN = {"stored": "A stored run", "running": "Running", "stopped": "Stopped here", "finished": "A run made here"}
