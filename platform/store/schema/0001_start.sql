-- Times ending in _ms are milliseconds since 1970 UTC by the platform's clock; dates are
-- "2026-11-23". A village's code is the key of everything that belongs to a village.

-- --- What is published

CREATE TABLE channels(
    name         TEXT PRIMARY KEY,
    version      INTEGER NOT NULL DEFAULT 0  -- of the content; what segments lead to
) WITHOUT ROWID;

-- The newest revision of each document. version is the channel's version it was
-- published in, 0 while it waits.
CREATE TABLE documents(
    channel TEXT NOT NULL REFERENCES channels(name),
    id      TEXT NOT NULL,
    rev     INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 0,
    type    TEXT NOT NULL,
    line    TEXT NOT NULL,  -- as it stands in a segment
    PRIMARY KEY(channel, id)
);
CREATE INDEX documents_by_version ON documents(channel, version, id);
CREATE INDEX documents_by_type ON documents(type, channel, id);

-- Every revision there ever was: what was shown can be shown again.
CREATE TABLE document_versions(
    channel TEXT NOT NULL,
    id      TEXT NOT NULL,
    rev     INTEGER NOT NULL,
    line    TEXT NOT NULL,
    PRIMARY KEY(channel, id, rev)
);

CREATE TABLE segments(
    channel      TEXT NOT NULL REFERENCES channels(name),
    target       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    from_version INTEGER NOT NULL,
    to_version   INTEGER NOT NULL,
    part         INTEGER NOT NULL,
    parts        INTEGER NOT NULL,
    documents    INTEGER NOT NULL,
    bytes        INTEGER NOT NULL,
    sha256       TEXT NOT NULL,
    PRIMARY KEY(channel, target)
) WITHOUT ROWID;

-- The signed metadata of each role, as it was last written.
CREATE TABLE roles(
    name       TEXT PRIMARY KEY,
    version    INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    expires_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- A village's view. The timestamp stands here before it stands in its file, so that a
-- file that was lost with the power is written again.
CREATE TABLE views(
    village           TEXT PRIMARY KEY,
    snapshot_version  INTEGER NOT NULL,
    timestamp_version INTEGER NOT NULL,
    timestamp         BLOB NOT NULL,
    snapshot_expires_ms  INTEGER NOT NULL,
    timestamp_expires_ms INTEGER NOT NULL
);

-- --- What kiosks send

CREATE TABLE events(
    id          TEXT PRIMARY KEY,
    kiosk       TEXT NOT NULL,
    epoch       INTEGER NOT NULL,
    counter     INTEGER NOT NULL,
    village     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    slip        TEXT NOT NULL,
    bytes       BLOB NOT NULL,
    sha256      TEXT NOT NULL,
    receipt     TEXT NOT NULL,  -- as it was signed; a retry gets these bytes again
    received_ms INTEGER NOT NULL
);
CREATE INDEX events_by_counter ON events(kiosk, epoch, counter);

-- What staff must know about: a cloned card, an id with two contents.
CREATE TABLE incidents(
    number INTEGER PRIMARY KEY,
    at_ms  INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    kiosk  TEXT NOT NULL,
    event  TEXT NOT NULL
);
CREATE INDEX incidents_by_kiosk ON incidents(kiosk, kind, event);

-- --- What staff work through. Nothing personal stands here: answers stay in the sealed
-- event and are opened when somebody who may see them looks.

CREATE TABLE requests(
    id          TEXT PRIMARY KEY REFERENCES events(id),
    village     TEXT NOT NULL,
    town        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    addressee   TEXT NOT NULL,
    slip        TEXT NOT NULL,
    state       TEXT NOT NULL,
    sealing     TEXT NOT NULL,  -- sealed | opened | unreadable
    form        TEXT NOT NULL DEFAULT '',
    form_rev    INTEGER NOT NULL DEFAULT 0,
    title       TEXT NOT NULL DEFAULT '',
    department  TEXT NOT NULL DEFAULT '',
    due         TEXT NOT NULL DEFAULT '',
    reply_key   BLOB,
    received_ms INTEGER NOT NULL,
    changed_ms  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX requests_by_village ON requests(village, received_ms);
CREATE INDEX requests_by_town ON requests(town, received_ms);
CREATE INDEX requests_by_state ON requests(state, received_ms);
CREATE INDEX requests_by_sealing ON requests(sealing);

CREATE TABLE request_history(
    request    TEXT NOT NULL REFERENCES requests(id),
    step       INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    user       TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    line       TEXT NOT NULL,  -- the open sentence
    message    BLOB,           -- what was written to the villager, sealed to the county
    PRIMARY KEY(request, step)
) WITHOUT ROWID;

-- --- What comes back

CREATE TABLE replies(
    village TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    kiosk   TEXT NOT NULL,  -- empty: for every kiosk of the village
    bytes   TEXT NOT NULL,  -- as it was signed
    PRIMARY KEY(village, seq)
);

-- --- Kiosks

CREATE TABLE kiosks(
    id          TEXT PRIMARY KEY,
    ordinal     INTEGER NOT NULL UNIQUE,  -- of the short id on its slips
    village     TEXT NOT NULL,
    sign_key    BLOB NOT NULL UNIQUE,
    box_key     BLOB NOT NULL,
    key_id      TEXT NOT NULL UNIQUE,
    epoch       INTEGER NOT NULL,
    state       TEXT NOT NULL,            -- active | revoked
    cloned      INTEGER NOT NULL DEFAULT 0,
    enrolled_ms INTEGER NOT NULL,
    seen_ms     INTEGER NOT NULL DEFAULT 0,
    heartbeat   TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX kiosks_by_village ON kiosks(village);

-- The code itself is nowhere: only its SHA-256.
CREATE TABLE enrolment_codes(
    code_sha256 TEXT PRIMARY KEY,
    village     TEXT NOT NULL,
    made_ms     INTEGER NOT NULL,
    expires_ms  INTEGER NOT NULL,
    kiosk       TEXT NOT NULL DEFAULT ''  -- who used it
) WITHOUT ROWID;

-- --- People

CREATE TABLE users(
    name       TEXT PRIMARY KEY,
    shown      TEXT NOT NULL,  -- 县民政局 · 李主任
    role       TEXT NOT NULL,  -- county | town | village | department | discipline
    scope      TEXT NOT NULL,  -- the code of the town or village, the department's name
    verifier   TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions(
    token_sha256 TEXT PRIMARY KEY,
    user         TEXT NOT NULL REFERENCES users(name),
    made_ms      INTEGER NOT NULL,
    used_ms      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE login_failures(
    name     TEXT PRIMARY KEY,
    count    INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- Who may log in at kiosks. village is empty for people who serve every village.
CREATE TABLE staff(
    village  TEXT NOT NULL,
    number   TEXT NOT NULL,
    name     TEXT NOT NULL,
    role     TEXT NOT NULL,
    verifier TEXT NOT NULL,
    PRIMARY KEY(village, number)
) WITHOUT ROWID;
