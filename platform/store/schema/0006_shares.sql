-- What has arrived whole belongs to a village: two villages may have the same bytes, and
-- neither is to learn of the other's, nor be kept from sending its own.
ALTER TABLE stored_attachments RENAME TO stored_attachments_before;
DROP INDEX stored_attachments_by_kiosk;
CREATE TABLE stored_attachments(
    village   TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    bytes     INTEGER NOT NULL,
    kiosk     TEXT NOT NULL,
    receipt   TEXT NOT NULL,  -- as it was signed
    stored_ms INTEGER NOT NULL,
    PRIMARY KEY(village, sha256)
) WITHOUT ROWID;
INSERT INTO stored_attachments(village,sha256,bytes,kiosk,receipt,stored_ms)
    SELECT village,sha256,bytes,kiosk,receipt,stored_ms FROM stored_attachments_before;
DROP TABLE stored_attachments_before;
CREATE INDEX stored_attachments_by_kiosk ON stored_attachments(kiosk);

-- How many bytes of events a kiosk sent over the network on its newest day.
CREATE TABLE event_use(
    kiosk TEXT PRIMARY KEY,
    day   INTEGER NOT NULL,  -- since 1970, in China
    bytes INTEGER NOT NULL
) WITHOUT ROWID;

-- Published files that no current metadata names, and since when nobody names them: they go
-- once no kiosk can be in the middle of fetching them.
CREATE TABLE superseded_files(
    file     TEXT PRIMARY KEY,  -- under the folder of published files
    bytes    INTEGER NOT NULL,
    since_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX superseded_files_by_time ON superseded_files(since_ms, file);
