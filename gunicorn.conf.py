"""What gunicorn reads wherever it is started from here; the rest stands in each command."""

# The most it takes: a longer address than this gets its own bare page, a shorter one ours.
limit_request_line = 8190
