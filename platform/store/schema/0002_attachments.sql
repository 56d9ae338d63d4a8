-- Photos, scans and voice notes that events name. Their bytes are files, sealed as they
-- came; nothing here says what is in them.

-- What events name, from the moment they are here: text goes before pictures.
CREATE TABLE attachments(
    event  TEXT NOT NULL REFERENCES events(id),
    number INTEGER NOT NULL,  -- from 1, in the order of the event
    sha256 TEXT NOT NULL,     -- of the sealed bytes
    bytes  INTEGER NOT NULL,
    PRIMARY KEY(event, number)
) WITHOUT ROWID;
CREATE INDEX attachments_by_hash ON attachments(sha256);

-- What has arrived whole.
CREATE TABLE stored_attachments(
    sha256    TEXT PRIMARY KEY,
    bytes     INTEGER NOT NULL,
    village   TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    receipt   TEXT NOT NULL,  -- as it was signed
    stored_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX stored_attachments_by_kiosk ON stored_attachments(kiosk);

-- What is on its way.
CREATE TABLE uploads(
    kiosk      TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    bytes      INTEGER NOT NULL,
    offset     INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    PRIMARY KEY(kiosk, sha256)
) WITHOUT ROWID;
CREATE INDEX uploads_by_change ON uploads(changed_ms);

-- A counter stands once in a kiosk's life, whatever the epoch.
DROP INDEX events_by_counter;
CREATE INDEX events_by_counter ON events(kiosk, counter);
