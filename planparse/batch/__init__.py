"""Many local plans against their parents: batches that go on where they were stopped, and their roll-up."""
