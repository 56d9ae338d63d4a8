-- Calls for help that reached the county while they stood.
CREATE TABLE help_calls(
    id TEXT PRIMARY KEY, -- the event's
    kiosk TEXT NOT NULL,
    village TEXT NOT NULL,
    screen TEXT NOT NULL,
    called_ms INTEGER NOT NULL,
    answered_by TEXT NOT NULL DEFAULT '',
    answered_ms INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX help_calls_by_village ON help_calls(village, called_ms);
