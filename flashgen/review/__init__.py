"""The page in the browser: what was made of the notes, put right with a key a card.

``server`` finds a port and serves until Ctrl-C; ``app`` puts the parts together; ``guard`` lets in nobody but the
person who started it. ``live`` holds what the page shows, one version after another, and ``events`` tells open pages
of a new one. ``board``, ``details`` and ``lines`` make what is sent of a plan; they are pure. ``project`` says what is
asked of the project on disk; the command gives the one that is there.

``tabs`` lists the page's tabs, ``routes`` holds a file for each group of addresses. In ``templates`` is the page's
HTML, in ``static`` its CSS and JavaScript, which is served as it is.
"""
