package io.freshet.local.lint;

import java.util.List;

/** What a file holds: its events, and what is wrong with it. */
record EventFile(List<PlacedEvent> events, List<Finding> findings) {}
